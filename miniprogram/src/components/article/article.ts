import type { RichBlock } from "@/contracts/rich_text.ts";
import { type Line, linesOf } from "./lines";

/** Rich text as the dashboard's editor shows it. Any of its pictures opens among the others. */
Component({
  properties: { blocks: { type: Array, value: [] as RichBlock[] } },
  data: { lines: [] as Line[] },
  observers: {
    blocks(blocks: RichBlock[]) {
      this.setData({ lines: linesOf(blocks) });
    },
  },
  methods: {
    preview(event: WechatMiniprogram.TouchEvent) {
      const urls = this.data.lines.flatMap(({ url }) => url || []);
      void wx.previewImage({ urls, current: String(event.currentTarget.dataset.url) });
    },
  },
});
