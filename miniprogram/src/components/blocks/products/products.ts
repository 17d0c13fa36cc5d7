import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** Products in two columns, as rows, or side by side to scroll through. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"products"> },
  },
  methods: {
    openAll() {
      openLink(this.data.block.more);
    },
  },
});
