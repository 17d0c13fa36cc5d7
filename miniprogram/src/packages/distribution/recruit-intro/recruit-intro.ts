import type { ShownPage } from "@/contracts/pages.ts";

/** What promoting is: as the shop tells it on its own page, or else as every shop may. */
Component({
  properties: {
    /** Null, or without blocks: the shop has no page of its own. */
    page: { type: Object, value: null as ShownPage | null },
    levels: { type: Number, value: 2 },
  },
});
