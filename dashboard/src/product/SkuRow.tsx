import { Switch } from "antd";
import { memo } from "react";
import { formatFen } from "@/contracts/format.ts";
import { fenOf } from "../lib/yuan.ts";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import type { DraftSku } from "./draft.ts";
import { earnedBy, nothing } from "./earnings.ts";
import { type Column, isOpen, others, prices } from "./grid.ts";
import type { Paid } from "./paid.ts";

interface Props {
  row: string;
  name: string;
  sku: DraftSku;
  stock: number | undefined;
  /** Null: nothing, or not known yet. */
  pays: Paid | null;
  /** What is wrong by field, as JSON; empty where nothing is. */
  wrong: string;
  onChange(row: string, some: Partial<DraftSku>): void;
}

/** One SKU. Plain fields: a grid of two hundred rows of others would take seconds to draw. */
export const SkuRow = memo(function SkuRow(
  { row, name, sku, stock, pays, wrong, onChange }: Props,
) {
  const problems: Record<string, string> = wrong ? JSON.parse(wrong) : {};
  const price_fen = fenOf(sku.price);
  const earned = price_fen === null ? null : earnedBy(price_fen, fenOf(sku.cost), pays ?? nothing);
  const { level1_fen, level2_fen, margin_fen } = earned ?? {};
  const cell = (column: Column) => (
    <td key={column.name}>
      {isOpen(column, sku)
        ? (
          <Cell
            column={column}
            label={`${name} 的${column.title}`}
            text={sku[column.name]}
            problem={problems[column.field]}
            onChange={(text) => onChange(row, { [column.name]: text })}
          />
        )
        : <span className="figures">{(stock ?? 0).toLocaleString("zh-CN")}</span>}
    </td>
  );
  return (
    <tr className={sku.on_sale ? "" : "sku-off"}>
      <th scope="row">
        {name}
        {problems.values && <div className="wrong">{problems.values}</div>}
      </th>
      <td>
        <Switch
          size="small"
          aria-label={`${name} 在售`}
          checked={sku.on_sale}
          onChange={(on_sale) => onChange(row, { on_sale })}
        />
      </td>
      <td>
        <PictureInput
          isSmall
          label={`${name} 的图片`}
          value={sku.image_url}
          onChange={(image_url) => onChange(row, { image_url })}
        />
      </td>
      {prices.map(cell)}
      <td className="figure-cell figures">
        <div>{pays ? words(level1_fen) : "–"}</div>
        <div className="aux decided">{pays?.words.level1}</div>
      </td>
      <td className="figure-cell figures">
        <div>{pays ? words(level2_fen) : "–"}</div>
        <div className="aux decided">{pays?.words.level2}</div>
      </td>
      <td className={`figure-cell figures ${(margin_fen ?? 0) < 0 ? "loss" : ""}`}>
        {words(margin_fen)}
      </td>
      {others.map(cell)}
    </tr>
  );
});

const words = (fen: number | null | undefined) =>
  fen === null || fen === undefined ? "–" : formatFen(fen);

interface CellProps {
  column: Column;
  label: string;
  text: string;
  problem: string | undefined;
  onChange(text: string): void;
}

function Cell({ column, label, text, problem, onChange }: CellProps) {
  return (
    <>
      <input
        className={problem ? "cell cell-wrong" : "cell"}
        aria-label={label}
        aria-invalid={problem !== undefined}
        inputMode={column.kind === "text" ? "text" : "decimal"}
        maxLength={40}
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
      {problem && <div className="wrong">{problem}</div>}
    </>
  );
}
