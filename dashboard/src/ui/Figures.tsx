import type { ReactNode } from "react";

interface Figure {
  label: string;
  value: string;
  /** What it is compared with, or what it means. */
  note?: ReactNode;
}

/** A row of large figures, each with what it is. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl className="figure-row">
      {items.map(({ label, value, note }) => (
        <div key={label} className="figure">
          <dt>{label}</dt>
          <dd className="figure-value figures">{value}</dd>
          {note && <dd className="aux">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
