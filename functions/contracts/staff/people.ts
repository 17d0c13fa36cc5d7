import { z } from "zod";
import { At, Id, Reason } from "../values.ts";

export const StaffRole = z.enum(["owner", "manager", "finance", "support", "viewer"]);
export type StaffRole = z.infer<typeof StaffRole>;

/** What a role may or may not do, as `private.permissions` lists it. */
export const Permission = z.enum([
  "read",
  "personal_data",
  "order",
  "ship",
  "after_sale",
  "refund",
  "payout",
  "payout_large",
  "payout_rules",
  "payout_large_rule",
  "reconcile",
  "catalog",
  "distributor",
  "risk",
  "rules",
  "staff",
  "credentials",
  "closing",
]);
export type Permission = z.infer<typeof Permission>;

/** get_staff_session(shop): the shop with what its face is made of. */
export const StaffSession = z.object({
  staff_id: Id,
  name: z.string(),
  role: StaffRole,
  permissions: z.array(Permission),
  shop: z.object({
    id: Id,
    code: z.string(),
    name: z.string(),
    logo_url: z.string().nullable(),
    brand_color: z.string().nullable(),
  }),
});
export type StaffSession = z.infer<typeof StaffSession>;

/** A decision that only needs its reason. */
export const Decide = z.strictObject({ reason: Reason });
export type Decide = z.infer<typeof Decide>;

/** A yes or no with its reason. */
export const Review = z.strictObject({ approve: z.boolean(), reason: Reason });
export type Review = z.infer<typeof Review>;

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  role: StaffRole,
  status: z.enum(["active", "left"]),
  created_at: At,
});
export type StaffMember = z.infer<typeof StaffMember>;

/** list_staff(shop) */
export const StaffMembers = z.object({ items: z.array(StaffMember) });
export type StaffMembers = z.infer<typeof StaffMembers>;

/** add_staff(shop, email, name, role, reason): somebody with an account of Supabase Auth. */
export const AddStaff = z.strictObject({
  email: z.email(),
  name: z.string().trim().min(1).max(40),
  role: StaffRole,
  reason: Reason,
});
export type AddStaff = z.infer<typeof AddStaff>;

/** set_staff(shop, staff_id, role, status, reason) */
export const SetStaff = z.strictObject({
  role: StaffRole,
  status: z.enum(["active", "left"]),
  reason: Reason,
});
export type SetStaff = z.infer<typeof SetStaff>;
