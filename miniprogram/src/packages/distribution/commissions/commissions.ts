import type { Commission, CommissionPage } from "@/contracts/distributors.ts";
import { commission_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { get } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { figure_kinds } from "../figures";

const tabs = [
  { status: "", name: "全部" },
  { status: "pending", name: commission_words.pending },
  { status: "held", name: commission_words.held },
  { status: "settled", name: commission_words.settled },
  { status: "void", name: commission_words.void },
];

/** My commission by state, each with its reason. Entry: `?status=pending` chooses a tab. */
Component({
  behaviors: [
    faced,
    paging<Commission>(async (page, after) => {
      await ensureSignedIn();
      const { status } = page.data as { status: string };
      return get<CommissionPage>("/distributor/commissions", { status, after });
    }),
    following(figure_kinds),
  ],

  properties: {
    status: { type: String, value: "" },
  },

  data: {
    tabs,
    opened: null as Commission | null,
  },

  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      const { status } = event.currentTarget.dataset as { status: string };
      if (status === this.data.status) return;
      this.setData({ status });
      void this.reload();
    },

    open(event: WechatMiniprogram.CustomEvent<Commission>) {
      this.setData({ opened: event.detail });
    },

    close() {
      this.setData({ opened: null });
    },
  },
});
