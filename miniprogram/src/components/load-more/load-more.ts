/** The foot of a list: more is coming, could not come (event `retry`), or there is no more. */
Component({
  properties: {
    /** As behaviors/paging says it. */
    state: { type: String, value: "" },
  },
  methods: {
    retry() {
      this.triggerEvent("retry");
    },
  },
});
