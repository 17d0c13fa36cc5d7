import { z } from "zod";
import { pageOf } from "../paging.ts";
import { At, Id, Reason, ShopCode } from "../values.ts";
import { StaffRole } from "./people.ts";

export const InvitationState = z.enum(["open", "accepted", "revoked", "expired"]);
export type InvitationState = z.infer<typeof InvitationState>;

/** Who was invited, and what became of it. Without `invited_by` the operator of the platform invited. */
export const Invitation = z.object({
  id: Id,
  email: z.string(),
  name: z.string(),
  role: StaffRole,
  state: InvitationState,
  invited_by: z.string().nullable(),
  created_at: At,
  expires_at: At,
  ended_at: At.nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

/** list_invitations(shop, after, page_size) */
export const InvitationPage = pageOf(Invitation);
export type InvitationPage = z.infer<typeof InvitationPage>;

const StaffName = z.string().trim().min(1).max(40);

/**
 * invite_staff(shop, email, name, role, token_hash, reason): the inviting browser makes a token, sends its SHA-256 in hex,
 * and puts the token itself into the link.
 */
export const InviteStaff = z.strictObject({
  email: z.email().max(254),
  name: StaffName,
  role: StaffRole,
  token_hash: z.string().regex(/^[0-9a-f]{64}$/).meta({ examples: ["0".repeat(64)] }),
  reason: Reason,
});
export type InviteStaff = z.infer<typeof InviteStaff>;

/** What opens an invitation: 32 random bytes, base64url. */
export const InvitationToken = z.string().regex(/^[0-9A-Za-z_-]{20,100}$/)
  .meta({ examples: ["a".repeat(43)] });
export type InvitationToken = z.infer<typeof InvitationToken>;

const ShopFace = z.object({
  code: ShopCode,
  name: z.string(),
  logo_url: z.string().nullable(),
});

/** get_invitation(shop, token): what the holder of the link sees before accepting. */
export const OpenedInvitation = Invitation.omit({ id: true }).extend({
  shop: ShopFace.extend({ brand_color: z.string().nullable() }),
});
export type OpenedInvitation = z.infer<typeof OpenedInvitation>;

/** accept_invitation(shop, token, name): under which name one works there. */
export const AcceptInvitation = z.strictObject({ token: InvitationToken, name: StaffName });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

export const AcceptedInvitation = z.object({ shop: ShopCode, role: StaffRole });
export type AcceptedInvitation = z.infer<typeof AcceptedInvitation>;

/** list_my_shops(): the shops whose staff the signed-in user is. */
export const MyShops = z.object({ items: z.array(ShopFace.extend({ role: StaffRole })) });
export type MyShops = z.infer<typeof MyShops>;
