import type { Notice, NoticePage, UnreadNotices } from "@/contracts/notices.ts";
import { faced } from "../../../behaviors/faced";
import { following } from "../../../behaviors/following";
import { paging } from "../../../behaviors/paging";
import { get, put } from "../../../services/request";
import { ensureSignedIn } from "../../../services/session";
import { moment } from "../../../utils/time";

type Row = Notice & { when: string; is_new: boolean };

/** What was unread when a page showed it first: the mark stays for as long as that page is open. */
const unread = new WeakMap<object, Set<string>>();

function marked(page: object, items: Notice[]): Row[] {
  const seen = unread.get(page) ?? new Set<string>();
  unread.set(page, seen);
  for (const { id, read_at } of items) if (!read_at) seen.add(id);
  return items.map((one) => ({ ...one, when: moment(one.created_at), is_new: seen.has(one.id) }));
}

/** What the shop told me, in its own words; what stood on the screen is read. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<NoticePage>("/notices", { after });
      const newest = after === null ? items[0] : undefined;
      if (newest) void put<UnreadNotices>("/notices/reading", { up_to: newest.id }).catch(() => {});
      return { items: marked(page, items), next };
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
