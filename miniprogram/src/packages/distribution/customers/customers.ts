import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { ensureSignedIn } from "../../../services/session";
import { readTab, type Row, tabs } from "./rows";

/** The buyers bound to me, masked, with days left, and those who left. Entry: `?tab=expiring` chooses a tab. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (page, after) => {
      await ensureSignedIn();
      return await readTab((page.data as { tab: string }).tab, after);
    }),
    following(["notice.added"]),
  ],

  properties: {
    tab: { type: String, value: "" },
  },

  data: { tabs },

  methods: {
    choose(event: WechatMiniprogram.TouchEvent) {
      const { tab } = event.currentTarget.dataset as { tab: string };
      if (tab === this.data.tab) return;
      this.setData({ tab });
      void this.reload();
    },

    share() {
      void wx.navigateTo({ url: "/packages/distribution/share/share" });
    },
  },
});
