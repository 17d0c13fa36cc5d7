import type { PageLink } from "@/contracts/pages.ts";
import { useCategories } from "../categories/queries.ts";
import { places } from "./LinkInput.tsx";
import { useNames } from "./names.tsx";
import { usePages } from "./queries.ts";

/** The words for a link: its kind, and the name of its target. */
export function useLinkWords(): (link: PageLink | null) => string {
  const { known } = useNames();
  const categories = useCategories().data?.items ?? [];
  const pages = usePages().data?.items ?? [];
  const nameOf = ({ to, id }: Extract<PageLink, { id: string }>) => {
    if (to === "product") return known[id]?.title;
    if (to === "category") return categories.find((one) => one.id === id)?.name;
    return pages.find((one) => one.id === id)?.title;
  };
  return (link) => {
    const place = places.find(({ value }) => value === (link?.to ?? "none"))!.label;
    if (!link || !("id" in link)) return place;
    return link.id ? [place, nameOf(link)].filter(Boolean).join("：") : `${place}：没有选`;
  };
}
