import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** A line that everybody shall read. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"notice"> },
  },
  methods: {
    open() {
      openLink(this.data.block.link);
    },
  },
});
