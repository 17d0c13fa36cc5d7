import type { StaffOrder } from "@/contracts/staff/orders.ts";

type OrderLine = StaffOrder["lines"][number];

/** What is to be refunded: how many pieces of which line. */
export interface Pieces {
  line_no: number;
  quantity: number;
}

/** A line with an after-sale under way: the API refuses a second one about it. */
export function isBusy(line: OrderLine): boolean {
  return line.refundable_quantity < line.quantity - line.refunded_quantity;
}
