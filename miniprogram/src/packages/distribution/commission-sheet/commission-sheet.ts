import type { Commission } from "@/contracts/distributors.ts";
import { commission_words } from "@/contracts/words.ts";
import { moment } from "../../../utils/time";
import { holdWords, sourceWords } from "../words";

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
    source: "",
    hold: "",
    rule: "",
    ordered: "",
    settles: "",
  },

  observers: {
    item() {
      const { item } = this.data;
      // What is shown stays while the sheet slides away.
      if (!item || !item.id) return this.setData({ visible: false });
      const settles = item.status === "void" ? null : item.settled_at || item.settle_at;
      this.setData({
        visible: true,
        shown: item,
        status: commission_words[item.status],
        source: sourceWords(item),
        hold: holdWords(item.holds),
        rule: item.reason.rule.slice(-6).toUpperCase(),
        ordered: moment(item.created_at),
        settles: settles ? moment(settles) : "",
      });
    },
  },

  methods: {
    close() {
      this.triggerEvent("close");
    },
  },
});
