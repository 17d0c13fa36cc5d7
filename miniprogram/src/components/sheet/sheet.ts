/**
 * A sheet from below with a title; closes by its cross or by the ground beside it (event `close`).
 * What is in the slot `foot` stays in sight below what scrolls.
 */
Component({
  options: { multipleSlots: true },
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: "" },
  },
  methods: {
    close() {
      this.triggerEvent("close");
    },
    stay() {},
  },
});
