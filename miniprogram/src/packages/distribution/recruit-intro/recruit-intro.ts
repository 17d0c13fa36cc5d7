import type { Shop } from "@/contracts/catalog.ts";
import type { ShownBlock } from "@/contracts/pages.ts";

/** What promoting is: as the shop tells it on its own page, or else as every shop may. */
Component({
  properties: {
    /** Empty: the shop has no page of its own. */
    blocks: { type: Array, value: [] as ShownBlock[] },
    shop: { type: Object, value: {} as Shop },
    levels: { type: Number, value: 2 },
  },
});
