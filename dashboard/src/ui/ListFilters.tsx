import { Input, Segmented } from "antd";
import type { ReactNode } from "react";
import { useFilters } from "../lib/filters.ts";
import "./lists.css";

interface Props {
  /** The states to choose from, each with its word; all of them is the first choice. */
  states: readonly { value: string; label: ReactNode }[];
  /** A text to look for, kept in the address under `name`. */
  search?: { name: string; placeholder: string };
  /** What else the list is filtered by. */
  more?: ReactNode;
  /** What stands at the end of the row. */
  end?: ReactNode;
}

/** The row of filters above a list; what is chosen stands in the address. */
export function ListFilters({ states, search, more, end }: Props) {
  const filters = useFilters();
  const found = search && filters.get(search.name);
  return (
    <div className="filters">
      <Segmented
        options={[{ value: "", label: "全部" }, ...states]}
        value={filters.get("status") ?? ""}
        onChange={(value) => filters.set({ status: value || undefined })}
      />
      {search && (
        <Input.Search
          allowClear
          key={found}
          defaultValue={found}
          placeholder={search.placeholder}
          onSearch={(typed) => filters.set({ [search.name]: typed.trim() || undefined })}
          className="search"
        />
      )}
      {more}
      {end && <span className="filters-end">{end}</span>}
    </div>
  );
}
