import type { Notice, NoticePage, UnreadNotices } from "@/contracts/notices.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { get, put } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";

type Row = Notice & { when: string };

/** What the shop told me, in its own words; what stood on the screen is read. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<NoticePage>("/notices", { after });
      const newest = after === null ? items[0] : undefined;
      // the mark goes when the page is opened again: what is new stays marked while it is looked at
      if (newest) void put<UnreadNotices>("/notices/reading", { up_to: newest.id }).catch(() => {});
      return { items: items.map((one) => ({ ...one, when: moment(one.created_at) })), next };
    }),
    following(["notice.added"]),
  ],

  methods: {
    open(event: WechatMiniprogram.TouchEvent) {
      const { page } = event.currentTarget.dataset as { page: string | null };
      if (!page) return;
      const [name, query] = page.split("?");
      const asked = query ? `?${query}` : "";
      void wx.navigateTo({ url: `/packages/distribution/${name}/${name}${asked}` });
    },
  },
});
