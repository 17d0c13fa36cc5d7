import { Select } from "antd";
import type { PageLink } from "@/contracts/pages.ts";
import { useCategories } from "../categories/queries.ts";
import { optionsOf } from "../categories/tree.ts";
import { ProductSelect } from "./ProductSelect.tsx";
import { usePages } from "./queries.ts";

interface Props {
  value: PageLink | null;
  onChange(link: PageLink | null): void;
}

type Chosen = PageLink["to"] | "none";

export const places: { value: Chosen; label: string }[] = [
  { value: "none", label: "不跳转" },
  { value: "product", label: "去一件商品" },
  { value: "category", label: "去一个分类" },
  { value: "page", label: "去一个专题页" },
  { value: "all", label: "去全部商品" },
  { value: "recruit", label: "去成为推广员" },
];

/** Where something leads. One whose target is not chosen yet has an empty id, which no save takes. */
export function LinkInput({ value, onChange }: Props) {
  return (
    <div className="link-input">
      <Select
        aria-label="点击后"
        className="wide"
        value={value?.to ?? "none"}
        options={places}
        onChange={(to: Chosen) => onChange(beginning(to))}
      />
      {value && "id" in value && <Target link={value} onChange={onChange} />}
    </div>
  );
}

function beginning(to: Chosen): PageLink | null {
  if (to === "none") return null;
  return to === "all" || to === "recruit" ? { to } : { to, id: "" };
}

type Targeted = Extract<PageLink, { id: string }>;

function Target({ link, onChange }: { link: Targeted; onChange(link: PageLink): void }) {
  const categories = useCategories().data?.items ?? [];
  const pages = usePages().data?.items ?? [];
  const choose = (id: string | null) => onChange({ ...link, id: id ?? "" });
  if (link.to === "product") return <ProductSelect value={link.id || null} onChange={choose} />;
  const options = link.to === "category"
    ? optionsOf(categories)
    : pages.filter(({ kind, status }) => kind === "topic" && status === "active")
      .map(({ id, title }) => ({ value: id, label: title }));
  return (
    <Select
      aria-label={link.to === "category" ? "哪个分类" : "哪个专题页"}
      className="wide"
      placeholder={link.to === "category" ? "选择分类" : "选择专题页"}
      value={link.id || null}
      options={options}
      onChange={choose}
    />
  );
}
