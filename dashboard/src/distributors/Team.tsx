import { ListTable } from "../ui/ListTable.tsx";
import { distributorColumns, type StepsOf } from "./columns.tsx";
import { useDistributors } from "./queries.ts";

/** The distributors whom one invited: the second of the two levels, and the last one shown. */
export function Team({ parent, steps }: { parent: string; steps: StepsOf }) {
  const team = useDistributors({ parent });
  return (
    <ListTable
      list={team}
      columns={distributorColumns(steps).filter(({ title }) => title !== "邀请人")}
      empty={{ title: "还没有邀请推广员", hint: "他可以在小程序里邀请朋友成为推广员" }}
    />
  );
}
