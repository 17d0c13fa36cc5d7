import { type Bar, heightsOf, indexAt } from "./heights";

/** Bars side by side; a touch reads one of them. `about` says what they show. */
Component({
  properties: {
    bars: { type: Array, value: [] as Bar[] },
    about: { type: String, value: "" },
  },

  data: {
    heights: [] as number[],
    chosen: -1,
  },

  observers: {
    bars(bars: Bar[]) {
      const { chosen } = this.data;
      const heights = heightsOf(bars.map(({ value }) => value));
      this.setData({ heights, chosen: chosen < bars.length ? chosen : -1 });
    },
  },

  methods: {
    read(event: WechatMiniprogram.TouchEvent) {
      this.createSelectorQuery().select(".bars").boundingClientRect(({ left, width }) => {
        const at = indexAt(event.detail.x - left, width, this.data.bars.length);
        this.setData({ chosen: at });
      }).exec();
    },
  },
});
