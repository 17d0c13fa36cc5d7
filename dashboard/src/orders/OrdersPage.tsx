import { Segmented } from "antd";
import type { StaffOrderQuery } from "@/contracts/staff/orders.ts";
import { useFilters } from "../lib/filters.ts";
import { useSorting } from "../lib/sorting.ts";
import { useColumnChoice } from "../ui/ColumnChoice.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { AfterSaleList } from "./AfterSaleList.tsx";
import { order_columns } from "./columns.tsx";
import { OrderDrawer } from "./OrderDrawer.tsx";
import { useOrders } from "./queries.ts";
import { order_words } from "./words.ts";
import "./orders.css";

const views = [
  { value: "orders", label: "订单" },
  { value: "after-sales", label: "售后" },
];

const states = Object.entries(order_words).map(([value, { text }]) => ({ value, label: text }));

/** Orders and after-sales; the order that is open stands in the address like the filters. */
export default function OrdersPage() {
  const filters = useFilters();
  const view = views.find(({ value }) => value === filters.get("view"))?.value ?? "orders";
  const open = (order: string) => filters.open({ order });
  return (
    <>
      <PageHead about="查看、发货、退款，处理买家的售后申请">
        <Segmented
          options={views}
          value={view}
          onChange={(value) =>
            filters.set({
              view: value === "orders" ? undefined : value,
              status: undefined,
              sort: undefined,
            })}
        />
      </PageHead>
      {view === "orders" && <OrderList onOpen={open} />}
      {view === "after-sales" && <AfterSaleList onOpen={open} />}
      <OrderDrawer
        id={filters.get("order")}
        onClose={() => filters.close("order")}
      />
    </>
  );
}

function OrderList({ onOpen }: { onOpen: (order: string) => void }) {
  const filters = useFilters();
  const status = filters.get("status");
  const number = filters.get("number");
  const sorting = useSorting<StaffOrderQuery["sort"]>(order_columns, "-placed_at");
  const orders = useOrders({ status, number, sort: sorting.by });
  const { columns, button } = useColumnChoice("orders", order_columns);
  return (
    <>
      <ListFilters
        states={states}
        search={{ name: "number", placeholder: "完整订单号" }}
        end={button}
      />
      <ListTable
        list={orders}
        columns={columns}
        sorting={sorting}
        onOpen={({ id }) => onOpen(id)}
        openId={filters.get("order")}
        empty={number || status
          ? { title: "没有符合条件的订单", hint: "换一个状态，或检查订单号是否完整" }
          : { title: "还没有订单", hint: "商品上架后，买家下的订单会出现在这里" }}
      />
    </>
  );
}
