/** For tests of shop pages: what they show, and blocks to save. */
import type { ProductCard } from "@/contracts/catalog.ts";
import type { Block, BlockOf, ShownPage } from "@/contracts/pages.ts";
import type { PageDraft, StaffPage, StaffPageDetail, StaffPages } from "@/contracts/staff/pages.ts";
import type { Mall } from "./mall.ts";

/** The cards of each block of a page that lists products. */
export function listsOf({ blocks }: ShownPage): ProductCard[][] {
  return blocks.flatMap((block) => block.kind === "products" ? [block.products] : []);
}

export const notice = (text: string): Block => ({ kind: "notice", text, link: null });

/** A block that lists the newest products, or these. */
export function products(some: Partial<BlockOf<"products">> = {}): BlockOf<"products"> {
  return {
    ...{ kind: "products", title: "好物", source: some.product_ids ? "chosen" : "rule" },
    ...{ product_ids: [], category_id: null, sort: "newest", count: 10, layout: "grid" },
    ...{ more: false, ...some },
  };
}

/** The pages of a shop in the hands of its owner, and of everybody. */
export function pagesOf(mall: Mall) {
  const { db, shop } = mall;
  const read = (page_id: string) =>
    db.call<StaffPageDetail>(mall.owner, "staff_get_page", { shop, page_id });
  const list = async () => (await db.call<StaffPages>(mall.owner, "list_pages", { shop })).items;
  return {
    list,
    read,
    home: async () => read((await list())[0]!.id),
    save: (page: Record<string, unknown>, who = mall.owner) =>
      mall.command<PageDraft>("save_page", { page, reason: "装修" }, who),
    publish: ({ id, version }: StaffPage, at: Date | null = null, who = mall.owner) =>
      mall.command<StaffPage>("publish_page", {
        page_id: id,
        version,
        at: at?.toISOString() ?? null,
        reason: "发布",
      }, who),
    show: (page: string) => db.call<ShownPage>({ role: "anon" }, "get_page", { shop, page }),
    showHome: () => db.call<ShownPage>({ role: "anon" }, "get_home", { shop }),
  };
}

/** The moment the mall's clock shows, so many seconds on. */
export async function moment(mall: Mall, ahead_s: number): Promise<Date> {
  const [row] = await mall.db.sql<{ now: Date }[]>`select private.now() as now`;
  return new Date(row!.now.getTime() + ahead_s * 1000);
}
