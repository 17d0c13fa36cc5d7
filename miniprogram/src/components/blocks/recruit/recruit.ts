import type { ShownOf } from "@/contracts/pages.ts";
import { openLink } from "../../../utils/links";

/** An invitation to become a distributor. */
Component({
  properties: {
    block: { type: Object, value: {} as ShownOf<"recruit"> },
  },
  methods: {
    open() {
      openLink({ to: "recruit" });
    },
  },
});
