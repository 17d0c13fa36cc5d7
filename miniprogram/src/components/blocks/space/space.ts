import type { ShownOf } from "@/contracts/pages.ts";

/** Room, with or without a line. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"space"> },
  },
});
