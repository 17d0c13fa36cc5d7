import type { ReactNode } from "react";
import "./plain_table.css";

export interface PlainColumn<T> {
  title: string;
  /** Right-aligned, with figures of one width. */
  isFigure?: boolean;
  cell(row: T): ReactNode;
}

interface Props<T> {
  rows: readonly T[];
  keyOf(row: T): string;
  columns: readonly PlainColumn<T>[];
}

/** A short table to read at a glance; ListTable is for rows to work with, and weighs twenty times as much. */
export function PlainTable<T>({ rows, keyOf, columns }: Props<T>) {
  return (
    <div className="plain-table">
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isFigure }) => (
              <th key={title} scope="col" className={isFigure ? "figure-cell" : ""}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, isFigure, cell }) => (
                <td key={title} className={isFigure ? "figure-cell figures" : ""}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
