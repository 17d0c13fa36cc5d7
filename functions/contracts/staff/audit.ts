import { z } from "zod";
import { countedPageOf, PageQuery } from "../paging.ts";
import { At, Id } from "../values.ts";

export const ActorKind = z.enum(["staff", "member", "job", "wechat"]);
export type ActorKind = z.infer<typeof ActorKind>;

export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  command: z.string().regex(/^[a-z_]{1,60}$/).optional().meta({ examples: ["set_price"] }),
  actor: Id.optional(),
  actor_kind: ActorKind.optional(),
  subject: Id.optional(),
  from_at: At.optional(),
  to_at: At.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** What something was done to, by what people call it. */
export const AuditObject = z.object({
  kind: z.enum(["order", "product", "category", "distributor", "withdrawal", "staff"]),
  id: Id,
  label: z.string(),
});
export type AuditObject = z.infer<typeof AuditObject>;

/**
 * Something that was done. `by` is the name of staff; `object` is null for the shop itself. `detail` depends on the
 * command: of a change it is {"before", "after"} with the changed fields.
 */
export const AuditRow = z.object({
  id: Id,
  actor_kind: ActorKind,
  actor_id: Id.nullable(),
  by: z.string().nullable(),
  command: z.string(),
  subject_id: Id.nullable(),
  object: AuditObject.nullable(),
  reason: z.string().nullable(),
  detail: z.unknown(),
  created_at: At,
});
export type AuditRow = z.infer<typeof AuditRow>;

/** list_audit_log(shop, command, actor, actor_kind, subject, from_at, to_at, after, page_size) */
export const AuditPage = countedPageOf(AuditRow);
export type AuditPage = z.infer<typeof AuditPage>;

/** list_audit_actors(shop): by whom something may have been done. */
export const AuditActors = z.object({ items: z.array(z.object({ id: Id, name: z.string() })) });
export type AuditActors = z.infer<typeof AuditActors>;
