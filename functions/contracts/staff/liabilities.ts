import { z } from "zod";
import { DistributorStatus } from "../distributors.ts";
import { Fen, SignedFen } from "../money.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "../paging.ts";
import { Day, Id } from "../values.ts";

/**
 * `pending_fen` and `held_fen` are promised · `available_fen` is due · `withdrawing_fen` is being paid · `owed_back_fen`
 * is what balances lie below zero · `total_fen` is what the shop owes in all, less what is owed back.
 */
export const LiabilitySums = z.object({
  pending_fen: Fen,
  held_fen: Fen,
  available_fen: Fen,
  withdrawing_fen: Fen,
  owed_back_fen: Fen,
  total_fen: SignedFen,
});
export type LiabilitySums = z.infer<typeof LiabilitySums>;

export const Liability = z.object({
  ...LiabilitySums.shape,
  id: Id,
  code: z.string(),
  label: z.string(),
  status: DistributorStatus,
});
export type Liability = z.infer<typeof Liability>;

export const LiabilityQuery = z.strictObject({
  ...SortedQuery.shape,
  /** A day that has ended in Shanghai; left out for now. */
  day: Day.optional(),
  query: z.string().trim().max(40).optional(),
  sort: sortsOf(
    "total_fen",
    "pending_fen",
    "held_fen",
    "available_fen",
    "withdrawing_fen",
    "owed_back_fen",
  ).default("-total_fen"),
});
export type LiabilityQuery = z.infer<typeof LiabilityQuery>;

/** list_liabilities(shop, day, query, sort, after, page_size); the first page has the shop's sums. */
export const LiabilityPage = z.object({
  ...sortedPageOf(Liability).shape,
  sums: LiabilitySums.optional(),
});
export type LiabilityPage = z.infer<typeof LiabilityPage>;

export const LiabilityExportQuery = z.strictObject({
  ...LiabilityQuery.shape,
  page_size: LiabilityQuery.shape.page_size.default(100),
});
export type LiabilityExportQuery = z.infer<typeof LiabilityExportQuery>;

/** export_liabilities(shop, day, query, sort, after, page_size): each page is written down. */
export const LiabilityExport = sortedPageOf(Liability);
export type LiabilityExport = z.infer<typeof LiabilityExport>;

/**
 * get_liability_trend(shop): at the end of each of the last 30 days in Shanghai, today's as it stands now.
 * `due_soon_fen` of what is pending settles within seven days.
 */
export const LiabilityTrend = z.object({
  days: z.array(z.object({ ...LiabilitySums.shape, day: Day })),
  due_soon_fen: Fen,
});
export type LiabilityTrend = z.infer<typeof LiabilityTrend>;
