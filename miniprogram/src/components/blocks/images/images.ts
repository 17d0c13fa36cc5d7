import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** Pictures side by side; one alone keeps its own shape. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"images"> },
  },
  methods: {
    open(event: WechatMiniprogram.TouchEvent) {
      openLink(this.data.block.items[Number(event.currentTarget.dataset.n)]?.link ?? null);
    },
  },
});
