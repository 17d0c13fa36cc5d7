import type { Link, LinkPage, LinkQuery } from "@/contracts/promoting.ts";
import type { Share } from "@/contracts/shares.ts";
import { share_channel_words, share_page_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";

type Row = Link & { name: string; way: string; opened: string; is_revoked: boolean };

const tabs: { sort: LinkQuery["sort"]; name: string }[] = [
  { sort: "-created_at", name: "最新" },
  { sort: "-openings", name: "打开最多" },
  { sort: "-orders", name: "订单最多" },
  { sort: "-kept_fen", name: "佣金最多" },
];
const reread_after_ms = 600;

/** What I handed out, each with what it brought in 30 days. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (page, after) => {
      await ensureSignedIn();
      const { sort } = page.data as { sort: string };
      const { items, next } = await get<LinkPage>("/distributor/links", { sort, after });
      return { items: items.map(row), next };
    }),
    following(["link.opened", "commission.pending", "commission.reversed"], reread_after_ms),
  ],

  data: {
    tabs,
    sort: "-created_at" as LinkQuery["sort"],
    /** The link that is being taken back. */
    revoking: "",
  },

  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      const { sort } = event.currentTarget.dataset as { sort: LinkQuery["sort"] };
      if (sort === this.data.sort) return;
      this.setData({ sort });
      void this.reload();
    },

    async revoke(event: WechatMiniprogram.TouchEvent) {
      const { token } = event.currentTarget.dataset as { token: string };
      const { confirm } = await wx.showModal({
        title: "撤销这个链接",
        content: "以后打开它的人不再成为你的客户，已有的客户不变；再分享同样的内容会有新链接",
        confirmText: "撤销",
        cancelText: "再想想",
      });
      if (!confirm || this.data.revoking) return;
      this.setData({ revoking: token });
      try {
        await post<Share>(`/shares/${token}/revocation`);
        void wx.showToast({ title: "已撤销", icon: "success" });
        this.marked(token);
      } catch (error) {
        void wx.showToast({ title: words(error), icon: "none" });
      } finally {
        this.setData({ revoking: "" });
      }
    },

    /** The row stays where it is, on whatever page of the list. */
    marked(token: string) {
      const at = (this.data.items as Row[]).findIndex((one) => one.token === token);
      if (at >= 0) this.setData({ [`items[${at}].is_revoked`]: true });
    },

    share() {
      void wx.navigateTo({ url: "/packages/distribution/share/share" });
    },
  },
});

function row(link: Link): Row {
  const name = link.product_title || share_page_words[link.page];
  const way = share_channel_words[link.channel] + (link.campaign ? ` · ${link.campaign}` : "");
  const opened = link.last_opened_at ? `最近打开 ${moment(link.last_opened_at)}` : "还没有人打开";
  return { ...link, name, way, opened, is_revoked: link.revoked_at !== null };
}
