import type { CSSProperties, ReactNode } from "react";
import "./figures.css";

interface Figure {
  label: string;
  value: string;
  /** What it is compared with, or what it means. */
  note?: ReactNode;
  /** How much more or less it became, at the corner. */
  change?: ReactNode;
}

/** All beside each other, or in two rows where that is too narrow. */
function columns(count: number): CSSProperties {
  return { "--in-one-row": count, "--in-two-rows": Math.ceil(count / 2) } as CSSProperties;
}

/** A row of large figures, each with what it is. */
export function Figures({ items }: { items: readonly Figure[] }) {
  return (
    <dl className="figure-row" style={columns(items.length)}>
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
