import { Button, Tag } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { FreightRate, FreightTemplate } from "@/contracts/staff/freight.ts";
import { PlainTable } from "../ui/PlainTable.tsx";
import { keyOf, nameOf } from "./regions.ts";

interface Props {
  template: FreightTemplate;
  mayChange: boolean;
  onEdit: () => void;
  onDelete: () => void;
}

/** One template with its rates. */
export function TemplatePanel({ template, mayChange, onEdit, onDelete }: Props) {
  const units = template.unit === "piece" ? "件" : "克";
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>
          {template.name} {template.is_default && <Tag>店铺默认</Tag>}
        </h2>
        <span className="aux">
          {template.unit === "piece" ? "按件计费" : "按重量计费"}，{template.product_count}{" "}
          个商品在用
        </span>
        {mayChange && (
          <span>
            <Button type="link" aria-label={`修改 ${template.name}`} onClick={onEdit}>修改</Button>
            <Button
              type="link"
              danger
              aria-label={`删除 ${template.name}`}
              disabled={template.is_default || template.product_count > 0}
              title="没有商品使用、也不是店铺默认的模板才能删除"
              onClick={onDelete}
            >
              删除
            </Button>
          </span>
        )}
      </div>
      <PlainTable
        rows={template.rates.toSorted((a, b) => isSpecial(a) - isSpecial(b))}
        keyOf={({ regions }) => regions.map(keyOf).join()}
        columns={[
          { title: "地区", cell: regionWords },
          { title: "运费", cell: (rate) => feeWords(rate, units) },
          { title: "包邮", cell: freeWords },
        ]}
      />
    </section>
  );
}

/** The rate for everywhere else comes first, as in the form. */
const isSpecial = ({ regions }: FreightRate) => Number(regions.length > 0);

function regionWords({ regions }: FreightRate): string {
  return regions.length === 0 ? "其他地区" : regions.map(nameOf).join("、");
}

function feeWords(rate: FreightRate, units: string): string {
  if (!rate.is_served) return "不配送";
  const first = `${rate.first_units} ${units}内 ${formatFen(rate.first_fen)}`;
  if (rate.further_fen === 0) return formatFen(rate.first_fen);
  return `${first}，每加 ${rate.further_units} ${units} ${formatFen(rate.further_fen)}`;
}

function freeWords({ is_served, free_from_fen, free_from_pieces }: FreightRate): string {
  if (!is_served) return "";
  return [
    free_from_fen === null ? "" : `满 ${formatFen(free_from_fen)}`,
    free_from_pieces === null ? "" : `满 ${free_from_pieces} 件`,
  ].filter(Boolean).join("，或") || "不包邮";
}
