import { useState } from "react";
import type { StaffMaterial } from "@/contracts/staff/materials.ts";
import { useProducts } from "../goods/queries.ts";
import { SearchSelect } from "../ui/form/SearchSelect.tsx";

interface Props {
  /** The product that was chosen before, which need not be on sale any more. */
  known: StaffMaterial["product"] | undefined;
  /** Told what the chosen one is called. */
  onTitle(title: string | null): void;
  /** A form gives these. */
  id?: string;
  value?: string | null;
  onChange?(value: string | null): void;
}

/** A product on sale, found by its name. */
export function ProductChoice({ known, onTitle, value, onChange, ...field }: Props) {
  const [query, setQuery] = useState("");
  const found = useProducts({ query: query || undefined, status: "on_sale", sort: "-sold_count" });
  const [chosen, setChosen] = useState(known ? { id: known.id, title: known.title } : null);
  const current = chosen && chosen.id === value && !found.items.some(({ id }) => id === value)
    ? [{ value: chosen.id, label: chosen.title }]
    : [];
  return (
    <SearchSelect
      {...field}
      {...(value ? { value } : {})}
      isLoading={found.isLoading}
      placeholder="不选就是全店通用"
      nothing="没有找到在售的商品"
      onSearch={setQuery}
      options={[...current, ...found.items.map(({ id, title }) => ({ value: id, label: title }))]}
      onChange={(id) => {
        const one = found.items.find((other) => other.id === id);
        if (one) setChosen({ id: one.id, title: one.title });
        onTitle(one?.title ?? null);
        onChange?.(id ?? null);
      }}
    />
  );
}
