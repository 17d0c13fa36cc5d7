import { useState } from "react";
import { SearchSelect } from "../ui/form/SearchSelect.tsx";
import { useDistributorSearch } from "./queries.ts";

interface Props {
  /** Somebody who cannot be chosen. */
  except: string;
  /** Who is chosen already, by name. */
  named?: { id: string; label: string; code: string } | undefined;
  /** A form gives these. */
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
}

/** A distributor of the shop, found by name or code; who was expelled is none. */
export function DistributorPicker({ except, named, ...field }: Props) {
  const [typed, setTyped] = useState("");
  const found = useDistributorSearch(typed);
  const others = found.data?.items ?? [];
  const known = named && !typed && !others.some(({ id }) => id === named.id)
    ? [{ ...named, status: "approved" as const }]
    : [];
  const options = [...known, ...others]
    .filter(({ id, status }) => id !== except && status !== "expelled")
    .map(({ id, label, code }) => ({ value: id, label: `${label} ${code ?? ""}` }));
  return (
    <SearchSelect
      {...field}
      options={options}
      isLoading={found.isFetching}
      placeholder="输入名字或推广码查找"
      nothing="没有找到这位推广员"
      onSearch={setTyped}
    />
  );
}
