import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** Large pictures; several are swiped through. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"banner"> },
  },
  methods: {
    open(event: WechatMiniprogram.TouchEvent) {
      openLink(this.data.block.items[Number(event.currentTarget.dataset.n)]?.link ?? null);
    },
  },
});
