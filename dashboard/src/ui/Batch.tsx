import { Button, type ButtonProps } from "antd";
import { type ReactNode, useState } from "react";
import { batch_most } from "@/contracts/lists.ts";
import type { BatchReport as Report } from "@/contracts/staff/batches.ts";
import { useCommand } from "../lib/command.ts";
import type { Selection } from "../lib/selection.ts";
import type { View } from "../lib/views.ts";
import { BatchReport, type Refused } from "./BatchReport.tsx";
import { Decision } from "./Decision.tsx";
import "./batch.css";

/** Something that can be decided about all chosen rows at once. */
export interface BatchAction<T> {
  name: string;
  type?: ButtonProps["type"];
  isDanger?: boolean;
  /** What will happen, said before it does. */
  consequences(rows: T[]): string[];
  /** What else is asked for, and handed over as it was typed. */
  fields?: ReactNode;
  send(ids: string[], reason: string, typed: object): Promise<Report>;
}

interface Props<T> {
  selection: Selection<T>;
  /** How things are counted: 件, 笔. */
  unit: string;
  /** What the chosen rows come to, in words. */
  sumOf?: (rows: T[]) => string;
  actions: readonly BatchAction<T>[];
  touched: readonly View[];
}

/** The bar below a list: how many rows are chosen, and what can be done with them. */
export function Batch<T extends { id: string }>(
  { selection, unit, sumOf, actions, touched }: Props<T>,
) {
  const [action, setAction] = useState<BatchAction<T> | null>(null);
  const { rows, choose } = selection;
  const isTooMany = rows.length > batch_most;
  return (
    <>
      {rows.length > 0 && (
        <div className="batch" role="region" aria-label="批量操作">
          <span className="figures">{`已选 ${rows.length} ${unit}`}</span>
          {sumOf && <span className="figures">{sumOf(rows)}</span>}
          {isTooMany && <span className="aux">{`一次最多 ${batch_most} ${unit}`}</span>}
          <span className="batch-actions">
            {actions.map((one) => (
              <Button
                key={one.name}
                type={one.type ?? "default"}
                danger={one.isDanger ?? false}
                disabled={isTooMany}
                onClick={() => setAction(one)}
              >
                {`批量${one.name}`}
              </Button>
            ))}
            <Button type="text" onClick={() => choose([])}>取消选择</Button>
          </span>
        </div>
      )}
      {action && (
        <BatchDecision
          action={action}
          selection={selection}
          unit={unit}
          touched={touched}
          onClose={() => setAction(null)}
        />
      )}
    </>
  );
}

interface DecisionProps<T> extends Omit<Props<T>, "actions"> {
  action: BatchAction<T>;
  onClose: () => void;
}

/** One decision about the rows that were chosen when it opened, then what became of those that were refused. */
function BatchDecision<T extends { id: string }>(
  { action, selection, unit, touched, onClose }: DecisionProps<T>,
) {
  const [rows] = useState(selection.rows);
  const [said, setSaid] = useState({ reason: "", typed: {} });
  const [report, setReport] = useState<Report | null>(null);
  const refused = report ? refusedOf(report, rows, selection.nameOf) : [];
  const command = useCommand({
    send: ({ ids, reason, typed }: { ids: string[]; reason: string; typed: object }) =>
      action.send(ids, reason, typed),
    done: ({ items }) =>
      items.every(({ code }) => code === null)
        ? `已${action.name} ${items.length} ${unit}`
        : undefined,
    touched,
    onDone: (answer) => {
      setReport(answer);
      selection.choose([]);
      if (answer.items.every(({ code }) => code === null)) onClose();
    },
  });

  if (report && refused.length > 0) {
    return (
      <BatchReport
        title={`批量${action.name}`}
        done={rows.length - refused.length}
        refused={refused}
        unit={unit}
        isBusy={command.isBusy}
        onRetry={() => command.run({ ids: refused.map(({ id }) => id), ...said })}
        onClose={onClose}
      />
    );
  }
  return (
    <Decision
      title={`批量${action.name} ${rows.length} ${unit}`}
      consequences={action.consequences(rows)}
      okText={`${action.name} ${rows.length} ${unit}`}
      isDanger={action.isDanger ?? false}
      command={{
        ...command,
        run: (reason, typed) => {
          setSaid({ reason, typed });
          command.run({ ids: rows.map(({ id }) => id), reason, typed });
        },
      }}
      onClose={onClose}
    >
      {action.fields}
    </Decision>
  );
}

function refusedOf<T extends { id: string }>(
  { items }: Report,
  rows: T[],
  nameOf: (row: T) => string,
): Refused[] {
  return items.flatMap(({ id, code, message }) => {
    const row = rows.find((one) => one.id === id);
    return code === null ? [] : [{ id, name: row ? nameOf(row) : id, why: message ?? code }];
  });
}
