import { z } from "zod";
import { Bps, Fen } from "./money.ts";
import { sortedPageOf, SortedQuery, sortsOf } from "./paging.ts";
import { Share } from "./shares.ts";
import { At, Day, Id, PictureUrl } from "./values.ts";

/** What a distributor's own work brought; what each metric counts is said in words by private.promoter_metrics. */

const Count = z.int().nonnegative();

/** How far back figures go, today included: days of Asia/Shanghai. */
export const FigureDays = z.coerce.number().pipe(z.literal([1, 7, 30]));
export type FigureDays = z.infer<typeof FigureDays>;

/** get_my_figures(days) */
export const FiguresQuery = z.strictObject({ days: FigureDays.default(1) });
export type FiguresQuery = z.infer<typeof FiguresQuery>;

/** Fen and basis points, floored; null where there is nothing to divide by. */
export const PromoterTotals = z.object({
  openings: Count,
  visitors: Count,
  orders: Count,
  buyers: Count,
  new_buyers: Count,
  goods_fen: Fen,
  kept_goods_fen: Fen,
  promised_fen: Fen,
  kept_fen: Fen,
  team_fen: Fen,
  conversion_bps: Bps.nullable(),
  per_opening_fen: Fen.nullable(),
});
export type PromoterTotals = z.infer<typeof PromoterTotals>;
export type PromoterMetric = keyof PromoterTotals;

/** Name, and what is counted. */
const Words = z.tuple([z.string(), z.string()]);

/** get_my_figures(days), get_distributor_figures(shop, distributor_id, days): the same for both. */
export const PromoterFigures = z.object({
  days: z.int(),
  from_day: Day,
  to_day: Day,
  as_of: At,
  /** The shop shows its distributors a leaderboard. */
  leaderboard: z.boolean(),
  words: z.record(PromoterTotals.keyof(), Words),
  totals: PromoterTotals,
  by_day: z.array(z.object({ day: Day, openings: Count, orders: Count, kept_fen: Fen })),
  by_hour: z.array(z.object({ hour: z.int().min(0).max(23), openings: Count, orders: Count })),
  products: z.array(z.object({
    product_id: Id,
    title: z.string(),
    image_url: PictureUrl.nullable(),
    openings: Count,
    orders: Count,
    kept_fen: Fen,
  })),
});
export type PromoterFigures = z.infer<typeof PromoterFigures>;

/** A link or poster with what it brought in the days asked for; `last_opened_at` is of all time. */
export const Link = z.object({
  ...Share.shape,
  revoked_at: At.nullable(),
  /** A channel code of the shop that leads to him: only the shop stops it. */
  is_code: z.boolean(),
  product_title: z.string().nullable(),
  image_url: PictureUrl.nullable(),
  last_opened_at: At.nullable(),
  openings: Count,
  buyers: Count,
  orders: Count,
  kept_fen: Fen,
});
export type Link = z.infer<typeof Link>;

export const LinkQuery = z.strictObject({
  ...SortedQuery.shape,
  days: FigureDays.default(30),
  sort: sortsOf("created_at", "openings", "orders", "kept_fen").default("-created_at"),
});
export type LinkQuery = z.infer<typeof LinkQuery>;

/** list_my_links(days, sort, after, page_size), list_distributor_links(shop, distributor_id, …) */
export const LinkPage = sortedPageOf(Link);
export type LinkPage = z.infer<typeof LinkPage>;

export const LeaderPeriod = z.enum(["today", "week", "month"]);
export type LeaderPeriod = z.infer<typeof LeaderPeriod>;

export const LeaderQuery = z.strictObject({ period: LeaderPeriod.default("month") });
export type LeaderQuery = z.infer<typeof LeaderQuery>;

const board = { period: LeaderPeriod, from_day: Day, to_day: Day, count: Count };
const place = { rank: z.int().positive(), kept_fen: Fen, label: z.string() };

/** get_leaderboard(period): own sales kept, under labels; who kept as much has the same rank. */
export const Leaderboard = z.object({
  ...board,
  rows: z.array(z.object({ ...place, is_me: z.boolean() })),
  /** `rank` is null while nothing was kept; `to_next_fen` is missing to who stands next above. */
  me: z.object({
    rank: z.int().positive().nullable(),
    kept_fen: Fen,
    to_next_fen: Fen.nullable(),
  }),
});
export type Leaderboard = z.infer<typeof Leaderboard>;

/** staff_get_leaderboard(shop, period); `is_on`: distributors see it. */
export const StaffLeaderboard = z.object({
  ...board,
  is_on: z.boolean(),
  rows: z.array(z.object({ ...place, distributor_id: Id, code: z.string() })),
});
export type StaffLeaderboard = z.infer<typeof StaffLeaderboard>;
