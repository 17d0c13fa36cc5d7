import type { Commission } from "@/contracts/distributors.ts";
import { commission_words } from "@/contracts/words.ts";
import { moment } from "../../../utils/time";

/** Everything about one commission, so that nobody has to ask why it is so much. Triggers `close`. */
Component({
  properties: {
    /** Null while closed. */
    item: { type: Object, value: {} as Commission },
  },

  data: {
    visible: false,
    shown: {} as Partial<Commission>,
    status: "",
    ordered: "",
  },

  observers: {
    item() {
      const { item } = this.data;
      // What is shown stays while the sheet slides away.
      if (!item || !item.id) return this.setData({ visible: false });
      this.setData({
        visible: true,
        shown: item,
        status: commission_words[item.status],
        ordered: moment(item.created_at),
      });
    },
  },

  methods: {
    close() {
      this.triggerEvent("close");
    },
  },
});
