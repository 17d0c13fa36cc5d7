import type { Recruitment } from "@/contracts/recruitment.ts";
import { freeWords, payRows } from "../recruit/pay_words";

/** What promoting pays, when, and what it costs: as the shop has it, whatever its page says above. */
Component({
  properties: {
    recruitment: { type: Object, value: null as Recruitment | null },
  },

  data: {
    free: "",
    rows: [] as { name: string; value: string; words: string }[],
    varies: false,
  },

  observers: {
    recruitment(seen: Recruitment | null) {
      if (!seen) return;
      this.setData({
        free: freeWords(seen.conditions),
        rows: payRows(seen.pay),
        varies: seen.pay.rates_vary,
      });
    },
  },
});
