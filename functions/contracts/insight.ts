import { z } from "zod";
import { Fen } from "./money.ts";
import { At, Day, Id } from "./values.ts";

/** The figures of one stretch of time. */
export const Figures = z.object({
  clicks: z.int().nonnegative(),
  buyers: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  paid_orders: z.int().nonnegative(),
  paid_fen: Fen,
  refunded_fen: Fen,
  commission_pending_fen: Fen,
  commission_settled_fen: Fen,
});
export type Figures = z.infer<typeof Figures>;

/** get_overview(shop): today until now against yesterday until the same time. */
export const Overview = z.object({ as_of: At, today: Figures, yesterday: Figures });
export type Overview = z.infer<typeof Overview>;

export const FunnelBy = z.enum(["distributor", "product"]);
export type FunnelBy = z.infer<typeof FunnelBy>;

/** `days` ends today, by the mall's clock: who asks need not know the day. */
export const FunnelQuery = z.strictObject({
  days: z.coerce.number().pipe(z.int().min(1).max(92)).default(7),
  by: FunnelBy.default("distributor"),
});
export type FunnelQuery = z.infer<typeof FunnelQuery>;

/** `kept` is paid and not refunded whole; `kept_fen` is what was paid less refunds. */
export const FunnelSteps = z.object({
  shares: z.int().nonnegative(),
  clicks: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  paid: z.int().nonnegative(),
  kept: z.int().nonnegative(),
  paid_fen: Fen,
  kept_fen: Fen,
});
export type FunnelSteps = z.infer<typeof FunnelSteps>;

/** get_funnel(shop, days, by): the rows are the largest by what was kept. */
export const Funnel = z.object({
  from_day: Day,
  to_day: Day,
  by: FunnelBy,
  total: FunnelSteps,
  rows: z.array(z.object({ key: Id.nullable(), label: z.string(), ...FunnelSteps.shape })),
});
export type Funnel = z.infer<typeof Funnel>;
