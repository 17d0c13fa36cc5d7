import type { AfterSale } from "@/contracts/after_sales.ts";
import type { StaffAfterSalePage } from "@/contracts/staff/after_sales.ts";
import type {
  CarrierList,
  ChangeOrderPrice,
  MendShipments,
  RefundOrder,
  RefundPreview,
  ShipOrder,
  StaffOrder,
  StaffOrderPage,
  StaffOrderQuery,
} from "@/contracts/staff/orders.ts";
import type { Decide, Review } from "@/contracts/staff/people.ts";
import type { BindingPeriodPage } from "@/contracts/staff/distributors.ts";
import { get, post, put } from "../lib/api.ts";
import { useCommand } from "../lib/command.ts";
import { useList, useOne } from "../lib/list.ts";
import type { View } from "../lib/views.ts";
import type { Pieces } from "./refund.ts";

/** Whatever moves an order changes these lists. */
const touched: View[] = ["orders", "order", "after-sales", "commissions", "distributors"];

interface OrderFilter {
  status?: string | undefined;
  number?: string | undefined;
  sort: StaffOrderQuery["sort"];
}

export function useOrders(filter: OrderFilter) {
  return useList(
    ["orders", filter],
    (after) => get<StaffOrderPage>("/staff/orders", { ...filter, after }),
  );
}

export function useOrder(id: string | undefined) {
  return useOne(["order", id], () => get<StaffOrder>(`/staff/orders/${id}`), Boolean(id));
}

export function useAfterSales(filter: { status?: string | undefined }) {
  return useList(
    ["after-sales", filter],
    (after) => get<StaffAfterSalePage>("/staff/after-sales", { ...filter, after }),
  );
}

/** Whose customer a member was. */
export function useBindings(member: string) {
  return useList(
    ["bindings", member],
    (after) => get<BindingPeriodPage>(`/staff/members/${member}/bindings`, { after }),
  );
}

export function useShipOrder(order: string, onDone: () => void) {
  return useCommand({
    send: (json: ShipOrder) => post<StaffOrder>(`/staff/orders/${order}/shipments`, json),
    done: "已发货",
    touched,
    onDone,
  });
}

export function useMendShipments(order: string, onDone: () => void) {
  return useCommand({
    send: (json: MendShipments) =>
      post<StaffOrder>(`/staff/orders/${order}/shipments/mending`, json),
    done: "运单已更正",
    touched: [...touched, "work"],
    onDone,
  });
}

/** The express companies that WeChat knows, the usual ones first. */
export function useCarriers(): CarrierList["items"] {
  const list = useOne(["carriers"], () => get<CarrierList>("/staff/carriers"));
  return list.data?.items ?? [];
}

export function useCloseOrder(order: string, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      post<StaffOrder>(`/staff/orders/${order}/closing`, { reason } satisfies Decide),
    done: "订单已关闭",
    touched,
    onDone,
  });
}

export function useChangeOrderPrice(order: string, onDone: () => void) {
  return useCommand({
    send: (json: ChangeOrderPrice) => put<StaffOrder>(`/staff/orders/${order}/price`, json),
    done: "价格已修改",
    touched,
    onDone,
  });
}

/** What refunding these pieces would do, null for all that is left; asked anew whenever the order moves. */
export function useRefundPreview(order: string, chosen: Pieces[] | null) {
  const pieces = chosen?.map(({ line_no, quantity }) => `${line_no}:${quantity}`).join();
  return useOne(
    ["order", order, "refund", pieces],
    () => get<RefundPreview>(`/staff/orders/${order}/refund-preview`, { pieces }),
    pieces !== "",
  );
}

export function useRefundOrder(order: string, onDone: () => void) {
  return useCommand({
    send: (json: RefundOrder) => post<AfterSale>(`/staff/orders/${order}/refunds`, json),
    done: "已发起退款",
    touched,
    onDone,
  });
}

export function useReviewAfterSale(id: string, onDone: () => void) {
  return useCommand({
    send: (json: Review) => post<AfterSale>(`/staff/after-sales/${id}/review`, json),
    done: "售后已处理",
    touched,
    onDone,
  });
}

export function useReceiveReturn(id: string, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      post<AfterSale>(`/staff/after-sales/${id}/return`, { reason } satisfies Decide),
    done: "已收货，退款已发起",
    touched,
    onDone,
  });
}

export function useFinishExchange(id: string, onDone: () => void) {
  return useCommand({
    send: (reason: string) =>
      post<AfterSale>(`/staff/after-sales/${id}/exchange`, { reason } satisfies Decide),
    done: "换货已完成",
    touched,
    onDone,
  });
}
