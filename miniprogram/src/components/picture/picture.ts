/** A picture that fills its box: it fades in when it is there, and a quiet ground stays where it never comes. */
Component({
  properties: {
    src: { type: String, value: "" },
    label: { type: String, value: "" },
  },
  data: { there: false },
  observers: {
    src() {
      this.setData({ there: false });
    },
  },
  methods: {
    loaded() {
      this.setData({ there: true });
    },
  },
});
