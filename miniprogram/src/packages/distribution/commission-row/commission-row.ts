import type { Commission } from "@/contracts/distributors.ts";
import { commission_words } from "@/contracts/words.ts";
import { settlingWords, sourceWords } from "../words";

/** One commission: how much, why, from whom and when. A tap triggers `open` with the commission. */
Component({
  properties: {
    item: { type: Object, value: {} as Commission },
    /** Just came in: highlighted softly. */
    fresh: { type: Boolean, value: false },
  },

  data: {
    status: "",
    source: "",
    when: "",
  },

  observers: {
    item() {
      const { item } = this.data;
      if (!item.id) return;
      this.setData({
        status: commission_words[item.status],
        source: sourceWords(item),
        when: settlingWords(item),
      });
    },
  },

  methods: {
    open() {
      this.triggerEvent("open", this.data.item);
    },
  },
});
