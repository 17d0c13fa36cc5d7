import type {
  Customer,
  CustomerPage,
  LostCustomer,
  LostCustomerPage,
} from "@/contracts/distributors.ts";
import { get } from "../../../services/request";
import { moment } from "../../../utils/time";
import { protectionWords } from "../protection";

/** A customer or one who left, as a row says it. */
export interface Row {
  binding_id: string;
  label: string;
  commission_fen: number | null;
  left: string;
  right: string;
  tone: "" | "soon" | "over";
  below: string;
}

/** The tabs of the page; the names of the states are those of the list. */
export const tabs = [
  { tab: "", name: "全部" },
  { tab: "expiring", name: "快到期" },
  { tab: "expired", name: "已过保护期" },
  { tab: "lost", name: "已离开" },
];

/** A page of a tab: the soonest to end first. */
export async function readTab(tab: string, after: string | null) {
  if (tab === "lost") {
    const { items, next } = await get<LostCustomerPage>("/distributor/customers/lost", { after });
    return { items: items.map(lostRow), next };
  }
  const query = tab ? { state: tab, sort: "protected_until", after } : { after };
  const { items, next } = await get<CustomerPage>("/distributor/customers", query);
  return { items: items.map(row), next };
}

function row(customer: Customer): Row {
  const { words, tone } = protectionWords(customer);
  return {
    binding_id: customer.binding_id,
    label: customer.label,
    commission_fen: customer.commission_fen,
    left: customer.order_count > 0 ? `${customer.order_count} 单` : "还没有下单",
    right: words,
    tone,
    below: `成为客户 ${moment(customer.bound_at)}`,
  };
}

function lostRow({ binding_id, label, bound_at, ended_at, why }: LostCustomer): Row {
  return {
    binding_id,
    label,
    commission_fen: null,
    left: why,
    right: "",
    tone: "",
    below: `成为客户 ${moment(bound_at)}，离开 ${moment(ended_at)}`,
  };
}
