import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** Round entries, four a row; five or ten stand five a row. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"nav"> },
  },
  methods: {
    open(event: WechatMiniprogram.TouchEvent) {
      openLink(this.data.block.items[Number(event.currentTarget.dataset.n)]?.link ?? null);
    },
  },
});
