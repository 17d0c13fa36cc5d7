import type { Commission } from "@/contracts/distributors.ts";
import { commission_words } from "@/contracts/words.ts";

/** One commission: how much, why, from whom and when. A tap triggers `open` with the commission. */
Component({
  properties: {
    item: { type: Object, value: {} as Commission },
    /** Just came in: highlighted softly. */
    fresh: { type: Boolean, value: false },
  },

  data: {
    status: "",
  },

  observers: {
    item() {
      const { item } = this.data;
      if (item.id) this.setData({ status: commission_words[item.status] });
    },
  },

  methods: {
    open() {
      this.triggerEvent("open", this.data.item);
    },
  },
});
