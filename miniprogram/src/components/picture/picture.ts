/** A picture that fills its box: it fades in when it is there, and a quiet ground stays where it never comes. */
Component({
  properties: {
    src: { type: String, value: "" },
    label: { type: String, value: "" },
  },
  data: {
    /** The picture that is there; another `src` waits for its own. */
    loaded: "",
  },
  methods: {
    onLoaded() {
      this.setData({ loaded: this.data.src });
    },
  },
});
