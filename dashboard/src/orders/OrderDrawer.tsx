import { Button, Drawer, Space } from "antd";
import { type ReactNode, useState } from "react";
import type { StaffOrder } from "@/contracts/staff/orders.ts";
import { order_states } from "@/contracts/states.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { ChangeOrderPriceForm } from "./ChangeOrderPriceForm.tsx";
import { OrderAfterSales } from "./OrderAfterSales.tsx";
import { OrderAmounts } from "./OrderAmounts.tsx";
import { OrderBindings } from "./OrderBindings.tsx";
import { OrderCommissions } from "./OrderCommissions.tsx";
import { OrderContact } from "./OrderContact.tsx";
import { OrderHistory } from "./OrderHistory.tsx";
import { OrderLines } from "./OrderLines.tsx";
import { OrderParcels } from "./OrderParcels.tsx";
import { OrderPayments } from "./OrderPayments.tsx";
import { useCloseOrder, useOrder } from "./queries.ts";
import { RefundForm } from "./RefundForm.tsx";
import { ShipForm } from "./ShipForm.tsx";
import { close_words, order_words } from "./words.ts";

/** One order with everything about it, beside the list that it was opened from. */
export function OrderDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const order = useOrder(id);
  const shown = order.isPlaceholderData ? undefined : order.data; // never another order's name and buttons
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      size={760}
      title={shown ? `订单 ${shown.number}` : "订单"}
      extra={shown && <OrderActions key={shown.id} order={shown} />}
      destroyOnHidden
    >
      <Loaded query={order}>{(data) => <OrderBody order={data} />}</Loaded>
    </Drawer>
  );
}

function OrderBody({ order }: { order: StaffOrder }) {
  return (
    <>
      <Space wrap>
        <StateTag {...order_words[order.status]} />
        {order.close_reason && <span className="aux">{close_words[order.close_reason]}</span>}
        <span className="aux">{`${order.buyer} · ${formatMoment(order.placed_at)} 下单`}</span>
        {order.expires_at && (
          <span className="aux">{`${formatMoment(order.expires_at)} 前未付款自动关闭`}</span>
        )}
        {order.auto_receive_at && (
          <span className="aux">{`${formatMoment(order.auto_receive_at)} 自动确认收货`}</span>
        )}
      </Space>
      {order.after_sales.length > 0 && (
        <Part title="售后">
          <OrderAfterSales afterSales={order.after_sales} />
        </Part>
      )}
      <Part title="商品">
        <OrderLines order={order} />
        <OrderAmounts order={order} />
        {order.remark && <p>{`买家留言：${order.remark}`}</p>}
      </Part>
      <Part title="收货信息">
        <OrderContact order={order} />
      </Part>
      <Part title="包裹">
        <OrderParcels order={order} />
      </Part>
      <Part title="推广佣金">
        <OrderCommissions commissions={order.commissions} />
      </Part>
      <Part title="客户归属">
        <OrderBindings member={order.member_id} />
      </Part>
      <Part title="支付与退款">
        <OrderPayments order={order} />
      </Part>
      <Part title="历史">
        <OrderHistory history={order.history} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What the order's state and the role allow. */
function OrderActions({ order }: { order: StaffOrder }) {
  const [act, setAct] = useState<"ship" | "refund" | "close" | "price" | null>(null);
  const dismiss = () => setAct(null);
  const mayShip = useMay("ship");
  const mayRefund = useMay("refund");
  const mayClose = useMay("order");
  const closing = useCloseOrder(order.id, dismiss);
  const isRefundable = order_states.refundable.includes(order.status) &&
    order.lines.some((line) => line.refunded_quantity < line.quantity);
  return (
    <Space>
      {mayRefund && order_states.payable.includes(order.status) && (
        <Button onClick={() => setAct("price")}>改价</Button>
      )}
      {mayClose && order_states.closable.includes(order.status) && (
        <Button onClick={() => setAct("close")}>关闭订单</Button>
      )}
      {mayRefund && isRefundable && <Button onClick={() => setAct("refund")}>退款</Button>}
      {mayShip && order_states.shippable.includes(order.status) && (
        <Button
          type="primary"
          onClick={() => setAct("ship")}
        >
          发货
        </Button>
      )}
      {act === "ship" && <ShipForm order={order} onClose={dismiss} />}
      {act === "price" && <ChangeOrderPriceForm order={order} onClose={dismiss} />}
      {act === "refund" && <RefundForm order={order} onClose={dismiss} />}
      {act === "close" && (
        <Decision
          title="关闭订单"
          consequences={["买家不能再付款，占用的库存立即放回。"]}
          okText="关闭订单"
          isDanger
          command={closing}
          onClose={dismiss}
        />
      )}
    </Space>
  );
}
