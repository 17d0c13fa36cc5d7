/** What went wrong in words, and the way to try again (event `retry`). */
Component({
  properties: {
    message: { type: String, value: "" },
  },
  methods: {
    retry() {
      this.triggerEvent("retry");
    },
  },
});
