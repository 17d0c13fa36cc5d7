import { Select } from "antd";
import { useFilters } from "../lib/filters.ts";
import { useTiers } from "./queries.ts";
import "./tiers.css";

/** The distributors of one tier; it stands in the address. */
export function TierFilter() {
  const filters = useFilters();
  const tiers = useTiers();
  return (
    <Select
      aria-label="等级"
      allowClear
      placeholder="全部等级"
      className="tier-filter"
      value={filters.get("tier") ?? null}
      options={(tiers.data?.items ?? []).map(({ tier, name }) => ({
        value: String(tier),
        label: name,
      }))}
      onChange={(tier: string | undefined) => filters.set({ tier })}
    />
  );
}
