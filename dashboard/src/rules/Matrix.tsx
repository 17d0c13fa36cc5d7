import { WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { formatBps } from "@/contracts/format.ts";
import type { Names } from "./changes.ts";
import { TierCell } from "./Cell.tsx";
import { extrasAt } from "./deciding.ts";
import { endsOf, type Judge } from "./judged.ts";
import type { Row } from "./rows.ts";
import { type Cell } from "./set.ts";
import { rangeWords } from "./sums.ts";
import { tierWords } from "./words.ts";
import "./matrix.css";

/** So many lines are drawn at first, and again with each asking. */
const at_once = 80;

interface Props {
  judge: Judge;
  before?: Judge | undefined;
  rows: readonly Row[];
  tiers: readonly (number | null)[];
  names: Names;
  /** What stands against putting a place's rules in force, by the place's key. */
  problems?: ReadonlyMap<string, string>;
  onOpen?: (cell: Cell) => void;
  onClear?: (row: Row) => void;
}

export const rowId = (key: string) => `rules-${key}`;

/** Places × tiers × levels: what decides, what it earns, and what is left. */
export function Matrix({ rows, tiers, names, ...others }: Props) {
  const [most, setMost] = useState(at_once);
  return (
    <>
      <div className="rules-matrix" role="region" aria-label="费率表" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="rules-place">范围</th>
              {tiers.map((tier) => <th key={tier} scope="col">{tierWords(tier, names.tiers)}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row) => (
              <MatrixRow key={row.key} {...{ row, tiers, names, ...others }} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > most && (
        <Button block onClick={() => setMost(most + at_once)}>
          还有 {rows.length - most} 行，继续显示
        </Button>
      )}
    </>
  );
}

const kinds: Record<string, string> = { product: "商品", sku: "规格" };

function MatrixRow(
  { row, tiers, judge, problems, onClear, ...others }: Omit<Props, "rows"> & { row: Row },
) {
  const extra = extrasAt(judge.form.extras, row.places, judge.at_ms)
    .reduce((sum, { extra_bps }) => sum + extra_bps, 0);
  const problem = problems?.get(row.key);
  const mayClear = onClear && kinds[row.scope];
  return (
    <tr id={rowId(row.key)} className={problem ? "rules-wrong" : ""}>
      <th scope="row" className="rules-place">
        <div className="rules-name" style={{ paddingLeft: row.depth * 14 }}>
          <span>{row.name}</span>
          {kinds[row.scope] && <span className="rules-kind">{kinds[row.scope]}</span>}
          {mayClear && (
            <Button
              type="link"
              size="small"
              aria-label={`去掉这一行：${row.name}`}
              onClick={() => onClear(row)}
            >
              去掉这一行
            </Button>
          )}
          <span className="rules-price">
            {rangeWords(endsOf(row).map(({ price_fen }) => price_fen)) || "没有在售的商品"}
          </span>
          {extra > 0 && <span className="rules-extra">加佣 {formatBps(extra)}</span>}
          {problem && (
            <span className="rules-problem">
              <WarningOutlined aria-hidden /> {problem}
            </span>
          )}
        </div>
      </th>
      {tiers.map((tier) => <TierCell key={tier} {...{ judge, row, tier, ...others }} />)}
    </tr>
  );
}
