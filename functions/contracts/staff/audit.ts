import { z } from "zod";
import { pageOf, PageQuery } from "../paging.ts";
import { At, Id } from "../values.ts";

export const AuditQuery = z.strictObject({
  ...PageQuery.shape,
  command: z.string().regex(/^[a-z_]{1,60}$/).optional().meta({ examples: ["set_price"] }),
  actor: Id.optional(),
  subject: Id.optional(),
  from_at: At.optional(),
  to_at: At.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** Something that was done. `by` is the name of staff; `detail` depends on the command. */
export const AuditRow = z.object({
  id: Id,
  actor_kind: z.enum(["staff", "member", "job", "wechat"]),
  actor_id: Id.nullable(),
  by: z.string().nullable(),
  command: z.string(),
  subject_id: Id.nullable(),
  reason: z.string().nullable(),
  detail: z.unknown(),
  created_at: At,
});
export type AuditRow = z.infer<typeof AuditRow>;

/** list_audit_log(shop, command, actor, subject, from_at, to_at, after, page_size) */
export const AuditPage = pageOf(AuditRow);
export type AuditPage = z.infer<typeof AuditPage>;
