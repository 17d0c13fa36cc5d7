import type { RiskCaseWhole, RiskMarkKind } from "@/contracts/staff/risk.ts";
import { PlainTable } from "../ui/PlainTable.tsx";
import { mark_words, markWords } from "./words.ts";

type Person = RiskCaseWhole["people"][number];

const kinds: RiskMarkKind[] = ["device", "phone", "address"];

/** The people of a case next to each other; what more than one of them has stands out. */
export function CasePeople({ people }: { people: Person[] }) {
  const shared = sharedOf(people);
  return (
    <section className="panel">
      <h2>双方对照</h2>
      <PlainTable
        rows={people}
        keyOf={({ member_id }) => member_id}
        columns={[
          {
            title: "人",
            cell: ({ label, is_distributor }) => (
              <>
                {label}
                {is_distributor && <div className="aux">推广员</div>}
              </>
            ),
          },
          ...kinds.map((kind) => ({
            title: mark_words[kind],
            cell: (one: Person) => <Marks person={one} kind={kind} shared={shared} />,
          })),
          {
            title: mark_words.region,
            cell: ({ marks }) =>
              marks.filter(({ kind }) => kind === "region").map(({ words }) => words).join("、") ||
              "–",
          },
        ]}
      />
    </section>
  );
}

function Marks({ person, kind, shared }: {
  person: Person;
  kind: RiskMarkKind;
  shared: Set<string>;
}) {
  const own = person.marks.filter((mark) => mark.kind === kind);
  if (own.length === 0) return <>–</>;
  return (
    <span className="risk-marks">
      {own.map(({ no }) => {
        const words = markWords(kind, no);
        return shared.has(words)
          ? <strong key={no} className="risk-shared">{`${words} 相同`}</strong>
          : <span key={no}>{words}</span>;
      })}
    </span>
  );
}

function sharedOf(people: Person[]): Set<string> {
  const seen = new Map<string, number>();
  for (const { marks } of people) {
    for (const { kind, no } of marks) {
      const words = markWords(kind, no);
      seen.set(words, (seen.get(words) ?? 0) + 1);
    }
  }
  return new Set([...seen].filter(([, count]) => count > 1).map(([words]) => words));
}
