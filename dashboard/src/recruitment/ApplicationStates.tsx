import { Badge, Segmented } from "antd";
import type { DistributorStatus } from "@/contracts/distributors.ts";
import { useApplicationCount } from "../distributors/queries.ts";
import { distributor_words } from "../distributors/words.ts";
import { useFilters } from "../lib/filters.ts";
import "../ui/lists.css";
import "./recruitment.css";

const shown = ["applied", "approved", "rejected"] as const;

/** Which applications are listed, and how many wait. */
export function ApplicationStates({ status }: { status: DistributorStatus }) {
  const filters = useFilters();
  const waiting = useApplicationCount().data ?? 0;
  return (
    <div className="filters">
      <Segmented
        value={status}
        onChange={(value) => filters.set({ status: value === shown[0] ? undefined : value })}
        options={shown.map((value) => ({
          value: value as DistributorStatus,
          label: value === "applied" && waiting > 0
            ? (
              <span>
                {distributor_words[value].text}
                <Badge className="count-beside" count={waiting} overflowCount={99} size="small" />
              </span>
            )
            : distributor_words[value].text,
        }))}
      />
    </div>
  );
}
