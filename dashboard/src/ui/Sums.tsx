import "./sums.css";

interface Row {
  label: string;
  value: string;
  strong?: boolean;
}

/** Amounts one below the other, the last of them in bold. */
export function Sums({ rows }: { rows: readonly Row[] }) {
  return (
    <dl className="sums">
      {rows.map(({ label, value, strong }) => (
        <div key={label} className={strong ? "sum strong" : "sum"}>
          <dt>{label}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
