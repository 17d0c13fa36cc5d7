import type { Group } from "./field.ts";
import { orders, prices } from "./fields/orders.ts";
import { binding, promotion } from "./fields/promotion.ts";
import { withdrawals } from "./fields/withdrawals.ts";

/** Everything that a shop may choose, in the groups in which it is changed. */
export const groups: readonly Group[] = [
  { key: "promotion", title: "推广", about: "谁能推广，佣金分几级", fields: promotion },
  { key: "binding", title: "客户归属", about: "客户归哪位推广员，归多久", fields: binding },
  { key: "orders", title: "订单与结算", about: "付款、收货、售后和佣金结算的期限", fields: orders },
  { key: "prices", title: "运费与满减", about: "买家下单时的运费和优惠", fields: prices },
  { key: "withdrawals", title: "提现", about: "推广员怎样提现，哪些要审核", fields: withdrawals },
];
