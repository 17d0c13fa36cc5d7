/** Words under a title; one that is tapped is looked for (event `choose`). A list that can be emptied says `clear`. */
Component({
  properties: {
    title: { type: String, value: "" },
    words: { type: Array, value: [] as string[] },
    clearable: { type: Boolean, value: false },
  },
  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("choose", String(event.currentTarget.dataset.word));
    },
    clear() {
      this.triggerEvent("clear");
    },
  },
});
