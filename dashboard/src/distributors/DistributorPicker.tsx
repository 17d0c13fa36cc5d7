import { useState } from "react";
import { SearchSelect } from "../ui/form/SearchSelect.tsx";
import { useDistributorSearch } from "./queries.ts";

interface Props {
  /** Somebody who cannot be chosen. */
  except: string;
  /** A form gives these. */
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
}

/** A distributor of the shop, found by name or code; who was expelled is none. */
export function DistributorPicker({ except, ...field }: Props) {
  const [typed, setTyped] = useState("");
  const found = useDistributorSearch(typed);
  const options = (found.data?.items ?? [])
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
