import type { ReactNode } from "react";

interface Figure {
  label: string;
  value: string;
  /** What it is compared with, or what it means. */
  note?: ReactNode;
  /** How much more or less it became, at the corner. */
  change?: ReactNode;
}

/** A row of large figures, each with what it is. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl className="figure-row">
      {items.map(({ label, value, note, change }) => (
        <div key={label} className="figure">
          <dt>
            <span>{label}</span>
            {change}
          </dt>
          <dd className="figure-value figures">{value}</dd>
          {note && <dd className="aux">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
