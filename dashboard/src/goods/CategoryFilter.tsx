import { Select } from "antd";
import { useCategories } from "../categories/queries.ts";
import { optionsOf } from "../categories/tree.ts";
import { useFilters } from "../lib/filters.ts";

/** The goods of one category, with those of the ones below it; it stands in the address. */
export function CategoryFilter() {
  const filters = useFilters();
  const categories = useCategories();
  return (
    <Select
      aria-label="分类"
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder="全部分类"
      className="category-filter"
      value={filters.get("category") ?? null}
      options={optionsOf(categories.data?.items ?? [])}
      onChange={(category: string | undefined) => filters.set({ category })}
    />
  );
}
