import { z } from "zod";
import { Fen, SignedFen } from "../money.ts";
import { pageOf, PageQuery } from "../paging.ts";
import { At, Id, Reason } from "../values.ts";

/** A day of Asia/Shanghai, and a month. */
const Day = z.string().regex(/^20\d\d-\d\d-\d\d$/);
const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** The trade bill, and the flow of money of the basic and of the operation account. */
export const BillKind = z.enum(["trade", "basic", "operation"]);
export type BillKind = z.infer<typeof BillKind>;

export const BillStatus = z.enum(["due", "fetched", "none", "failed"]);
export type BillStatus = z.infer<typeof BillStatus>;

export const BillDayState = z.enum(["agreed", "differs", "waiting", "due", "failed"]);
export type BillDayState = z.infer<typeof BillDayState>;

export const BillRowKind = z.enum(["payment", "refund", "transfer"]);
export type BillRowKind = z.infer<typeof BillRowKind>;

/** Compared are the first three; the others are WeChat's alone. */
export const SumKind = z.enum([...BillRowKind.options, "fee", "other_in", "other_out"]);
export type SumKind = z.infer<typeof SumKind>;

/** Both sides of a kind; `elsewhere`: what the other side has on another day or not yet. */
export const SideSums = z.object({
  ours_fen: Fen,
  ours_count: z.int().nonnegative(),
  theirs_fen: SignedFen,
  theirs_count: z.int().nonnegative(),
  ours_elsewhere_fen: Fen,
  theirs_elsewhere_fen: SignedFen,
});
export type SideSums = z.infer<typeof SideSums>;

export const DaySums = z.partialRecord(SumKind, SideSums);
export type DaySums = z.infer<typeof DaySums>;

/** A day of a merchant number; `waiting` entries of ours may stand in a bill that has not come. */
export const BillDay = z.object({
  mchid: z.string(),
  day: Day,
  state: BillDayState,
  open: z.int().nonnegative(),
  closed: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  compared_at: At.nullable(),
  sums: DaySums,
  bills: z.array(z.object({
    kind: BillKind,
    status: BillStatus,
    rows: z.int().nonnegative(),
    fetched_at: At.nullable(),
    message: z.string().nullable(),
  })),
});
export type BillDay = z.infer<typeof BillDay>;

export const BillDayQuery = z.strictObject({ month: Month.optional() });
export type BillDayQuery = z.infer<typeof BillDayQuery>;

/** list_bill_days(shop, month): before `first_day` nothing is compared; null while nothing ever was. */
export const BillDayPage = z.object({
  month: Month,
  first_day: Day.nullable(),
  open: z.int().nonnegative(),
  items: z.array(BillDay),
});
export type BillDayPage = z.infer<typeof BillDayPage>;

export const DifferenceKind = z.enum(["missing_here", "missing_there", "amount", "state"]);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

export const DifferenceStatus = z.enum(["open", "resolved", "dismissed"]);
export type DifferenceStatus = z.infer<typeof DifferenceStatus>;

/** A number on which bill and books differ; a side's sum is null where it has nothing. */
export const BillDifference = z.object({
  id: Id,
  day: Day,
  mchid: z.string(),
  row_kind: BillRowKind,
  kind: DifferenceKind,
  number: z.string(),
  wechat_number: z.string(),
  ours_fen: Fen.nullable(),
  theirs_fen: Fen.nullable(),
  ours_state: z.string().nullable(),
  theirs_state: z.string().nullable(),
  happened_at: At,
  status: DifferenceStatus,
  opened_at: At,
  order_id: Id.nullable(),
  order_number: z.string().nullable(),
  withdrawal_id: Id.nullable(),
  /** Found, resolved, opened again …; without a name: by a later look. */
  steps: z.array(z.object({
    status: DifferenceStatus,
    at: At,
    by: z.string().nullable(),
    reason: z.string().nullable(),
  })),
});
export type BillDifference = z.infer<typeof BillDifference>;

export const BillDifferenceQuery = z.strictObject({
  ...PageQuery.shape,
  status: DifferenceStatus.optional(),
  day: Day.optional(),
});
export type BillDifferenceQuery = z.infer<typeof BillDifferenceQuery>;

/** list_bill_differences(shop, status, day, after, page_size) */
export const BillDifferencePage = pageOf(BillDifference);
export type BillDifferencePage = z.infer<typeof BillDifferencePage>;

/** export_bill_differences(shop, status, day, after, page_size): each page is written down. */
export const BillDifferenceExportQuery = z.strictObject({
  ...BillDifferenceQuery.shape,
  page_size: BillDifferenceQuery.shape.page_size.default(100),
});
export type BillDifferenceExportQuery = z.infer<typeof BillDifferenceExportQuery>;

/** decide_difference(shop, difference_id, status, reason) */
export const DecideDifference = z.strictObject({ status: DifferenceStatus, reason: Reason });
export type DecideDifference = z.infer<typeof DecideDifference>;

/** fetch_bills_again(shop, mchid, day, reason) */
export const FetchBillsAgain = z.strictObject({
  mchid: z.string().regex(/^\d{8,10}$/),
  day: Day,
  reason: Reason,
});
export type FetchBillsAgain = z.infer<typeof FetchBillsAgain>;
