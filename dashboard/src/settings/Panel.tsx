import type { ReactNode } from "react";
import "../ui/panel.css";

interface Row {
  label: string;
  value: ReactNode;
  /** What it does, in one sentence. */
  about?: string;
  /** What has to be known before it is changed. */
  note?: ReactNode;
}

interface Props {
  title: string;
  about?: string;
  rows: readonly Row[];
  action?: ReactNode;
  /** What lies on top while something is changed. */
  children?: ReactNode;
}

/** Settings one below the other: what each is called, what it is now, what it does. */
export function Panel({ title, about, rows, action, children }: Props) {
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>{title}</h2>
          {about && <div className="aux">{about}</div>}
        </div>
        {action}
      </div>
      <dl className="settings">
        {rows.map(({ label, value, about, note }) => (
          <div key={label} className="setting">
            <dt>{label}</dt>
            <dd className="setting-value figures">{value}</dd>
            {about && <dd className="aux setting-about">{about}</dd>}
            {note && <dd className="setting-note">{note}</dd>}
          </div>
        ))}
      </dl>
      {children}
    </section>
  );
}
