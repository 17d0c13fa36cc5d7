import type { Block, BlockKind, BlockOf, PageLink } from "@/contracts/pages.ts";
import type { StaffPage } from "@/contracts/staff/pages.ts";
import { kind_words } from "./words.ts";

/** A block in the hands of the editor; its key, which is its id, stays while it is moved and saved. */
export interface Row {
  key: string;
  block: Block;
}

export function rowOf(block: Block): Row {
  const id = block.id ?? crypto.randomUUID();
  return { key: id, block: { ...block, id } };
}

const all_kinds = Object.keys(kind_words) as BlockKind[];

/** What a page may have: the recruitment page needs no way to itself. */
export const kindsOf = (page: StaffPage["kind"]) =>
  all_kinds.filter((kind) => page !== "recruit" || kind !== "recruit");

/** A block like this one, that is another. */
export const copyOf = (block: Block): Row =>
  rowOf({ ...structuredClone(block), id: crypto.randomUUID() });

const products: BlockOf<"products"> = {
  kind: "products",
  title: "为你推荐",
  source: "rule",
  product_ids: [],
  category_id: null,
  sort: "recommended",
  count: 6,
  layout: "grid",
  more: true,
};

/** Each kind as it is added. */
export const blanks: { [K in BlockKind]: BlockOf<K> } = {
  shop: { kind: "shop" },
  banner: { kind: "banner", ratio: "wide", items: [] },
  notice: { kind: "notice", text: "", link: null },
  images: { kind: "images", title: "", columns: 2, items: [] },
  nav: { kind: "nav", source: "categories", items: [] },
  products,
  text: { kind: "text", title: "", text: "", align: "left" },
  recruit: { kind: "recruit", title: "成为推广员", text: "分享喜欢的好物，成交得佣金" },
  space: { kind: "space", height: 32, line: false },
};

/** Whether a block has what it needs to be shown; one that is still being filled in is left out of the preview. */
export function isWhole(block: Block): boolean {
  switch (block.kind) {
    case "banner":
    case "images":
      return block.items.length > 0 &&
        block.items.every(({ image_url, link }) => image_url && isLeading(link));
    case "nav":
      return block.source === "categories" ||
        block.items.length > 0 &&
          block.items.every(({ title, link }) => title.trim() !== "" && isLeading(link));
    case "products":
      return block.source === "rule" || block.product_ids.length > 0;
    case "notice":
      return block.text.trim() !== "" && isLeading(block.link);
    case "text":
      return block.text.trim() !== "";
    case "recruit":
      return block.title.trim() !== "";
    default:
      return true;
  }
}

/** A link that says to which thing it leads, or none. */
const isLeading = (link: PageLink | null) => !link || !("id" in link) || link.id !== "";
