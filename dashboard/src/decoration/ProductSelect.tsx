import { useState } from "react";
import { useProducts } from "../goods/queries.ts";
import { SearchSelect } from "../ui/form/SearchSelect.tsx";
import { useNames } from "./names.tsx";

interface Props {
  value: string | null;
  placeholder?: string;
  /** Those that cannot be chosen again. */
  but?: readonly string[];
  onChange(id: string | null): void;
}

/** A product on sale, found by its name. */
export function ProductSelect({ value, placeholder = "输入商品名称", but = [], onChange }: Props) {
  const [query, setQuery] = useState("");
  const { known, learn } = useNames();
  const found = useProducts({ query: query || undefined, status: "on_sale", sort: "-sold_count" });
  const current = value && !found.items.some(({ id }) => id === value)
    ? [{ value, label: known[value]?.title ?? "商品" }]
    : [];
  return (
    <SearchSelect
      isLoading={found.isLoading}
      placeholder={placeholder}
      label="哪件商品"
      nothing="没有找到在售的商品"
      onSearch={setQuery}
      {...(value ? { value } : {})}
      options={[
        ...current,
        ...found.items.filter(({ id }) => !but.includes(id))
          .map(({ id, title }) => ({ value: id, label: title })),
      ]}
      onChange={(id) => {
        const chosen = found.items.find((one) => one.id === id);
        if (chosen) learn(chosen.id, { title: chosen.title, image_url: chosen.image_url });
        onChange(id ?? null);
      }}
    />
  );
}
