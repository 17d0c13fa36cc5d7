import { Typography } from "antd";
import type { AfterSale } from "@/contracts/after_sales.ts";
import { formatFen } from "@/contracts/format.ts";
import { formatMoment } from "../lib/moments.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { AfterSaleActions } from "./AfterSaleActions.tsx";
import { after_sale_words, kind_words } from "./words.ts";

/** The after-sales of an order, the newest first, with what can be decided. */
export function OrderAfterSales({ wishes }: { wishes: AfterSale[] }) {
  return [...wishes].reverse().map((wish) => (
    <div key={wish.id} className="stacked">
      <span>
        {`${kind_words[wish.kind]} `}
        <span className="figures">{formatFen(wish.payable_fen)}</span>{" "}
        <StateTag {...after_sale_words[wish.status]} />
      </span>
      <span>{wish.reason}</span>
      {wish.lines.map((line) => (
        <Typography.Text key={line.line_no} type="secondary">
          {line.title} {line.spec} × {line.quantity}
        </Typography.Text>
      ))}
      {wish.review_reason && wish.review_reason !== wish.reason && (
        <Typography.Text type="secondary">处理说明：{wish.review_reason}</Typography.Text>
      )}
      {wish.return_tracking_no && (
        <Typography.Text type="secondary">
          买家已寄回：{wish.return_carrier} {wish.return_tracking_no}
        </Typography.Text>
      )}
      <Typography.Text type="secondary">{formatMoment(wish.requested_at)}</Typography.Text>
      {wish.due_at && (
        <Typography.Text type="secondary">{formatMoment(wish.due_at)} 自动结束</Typography.Text>
      )}
      <AfterSaleActions wish={wish} />
    </div>
  ));
}
