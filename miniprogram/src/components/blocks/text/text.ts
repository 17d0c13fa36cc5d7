import type { ShownOf } from "@/contracts/pages.ts";

/** A title and text of the shop's own. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"text"> },
  },
});
