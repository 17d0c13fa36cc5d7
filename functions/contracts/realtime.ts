import { z } from "zod";
import { member_message_kinds, shop_message_kinds } from "./events.ts";
import { At, Id } from "./values.ts";

export type { MemberMessageKind, ShopMessageKind } from "./events.ts";

/** What of an event is told live: see `event_kinds`. `delta` holds whole numbers to add, each named as the figure it changes. */
export const LiveMessage = z.object({
  kind: z.enum([...shop_message_kinds, ...member_message_kinds]),
  id: Id,
  at: At,
  delta: z.record(z.string(), z.int()).optional(),
  status: z.string().optional(),
  level: z.int().min(1).max(2).optional(),
});
export type LiveMessage = z.infer<typeof LiveMessage>;
