import { Typography } from "antd";
import type { AfterSale } from "@/contracts/after_sales.ts";
import { formatFen } from "@/contracts/format.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { AfterSaleActions } from "./AfterSaleActions.tsx";
import { after_sale_words, kind_words } from "./words.ts";

/** The after-sales of an order, the newest first, with what can be decided. */
export function OrderAfterSales({ afterSales }: { afterSales: AfterSale[] }) {
  return [...afterSales].reverse().map((afterSale) => (
    <div key={afterSale.id} className="stacked">
      <span>
        {`${kind_words[afterSale.kind]} `}
        <span className="figures">{formatFen(afterSale.payable_fen)}</span>{" "}
        <StateTag {...after_sale_words[afterSale.status]} />
      </span>
      <span>{afterSale.reason}</span>
      {afterSale.lines.map((line) => (
        <Typography.Text key={line.line_no} type="secondary">
          {line.title} {line.spec} × {line.quantity}
        </Typography.Text>
      ))}
      {afterSale.review_reason && afterSale.review_reason !== afterSale.reason && (
        <Typography.Text type="secondary">处理说明：{afterSale.review_reason}</Typography.Text>
      )}
      {afterSale.return_tracking_no && (
        <Typography.Text type="secondary">
          买家已寄回：{afterSale.return_carrier} {afterSale.return_tracking_no}
        </Typography.Text>
      )}
      <Typography.Text type="secondary">{formatMoment(afterSale.requested_at)}</Typography.Text>
      {afterSale.due_at && (
        <Typography.Text type="secondary">
          {formatMoment(afterSale.due_at)} 自动结束
        </Typography.Text>
      )}
      <AfterSaleActions afterSale={afterSale} />
    </div>
  ));
}
