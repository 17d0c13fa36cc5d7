/** A picture that fills its box: it fades in when it is there, and a quiet ground stays where it never comes. */
Component({
  properties: {
    src: { type: String, value: "" },
    label: { type: String, value: "" },
  },
  data: { there: false, asked: "" },
  observers: {
    // Also called when a list is set anew with the same picture, which then does not load again.
    src(src: string) {
      if (src !== this.data.asked) this.setData({ there: false, asked: src });
    },
  },
  methods: {
    loaded() {
      this.setData({ there: true });
    },
  },
});
