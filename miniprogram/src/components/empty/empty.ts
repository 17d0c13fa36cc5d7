/** Nothing here, and what to do about it. The button stands where `action` is given. */
Component({
  properties: {
    title: { type: String, value: "这里还什么都没有" },
    description: { type: String, value: "" },
    action: { type: String, value: "" },
  },
  methods: {
    act() {
      this.triggerEvent("action");
    },
  },
});
