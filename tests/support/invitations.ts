/** For tests of invitations: an account, an invitation to it, and what the owner sees. */
import { Invitation, InvitationPage } from "@/contracts/staff/invitations.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";

export const reason = "新店员";

/** Somebody with an account of Supabase Auth and nothing else. */
export async function account(
  { db }: Mall,
  email: string,
  isConfirmed = true,
): Promise<TestClaims> {
  const id = crypto.randomUUID();
  await db.sql`insert into auth.users (id, email, email_confirmed_at)
    values (${id}, ${email}, ${isConfirmed ? new Date() : null})`;
  return { role: "authenticated", sub: id };
}

export async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return new Uint8Array(hash).toHex();
}

/** Invites somebody; answers the token that stands in the link, and the invitation. */
export async function invite(mall: Mall, email: string, role = "support", who = mall.owner) {
  const token = crypto.randomUUID();
  const token_hash = await hashOf(token);
  const made = await mall.command(
    "invite_staff",
    { email, name: "林小青", role, token_hash, reason },
    who,
  );
  return { token, invitation: Invitation.parse(made) };
}

export const accept = (mall: Mall, who: TestClaims, token: string, name = "林小青") =>
  mall.db.call(who, "accept_invitation", {
    shop: mall.shop,
    token,
    name,
    idempotency_key: newKey(),
  });

export const revoke = (mall: Mall, invitation_id: string) =>
  mall.command("revoke_invitation", { invitation_id, reason: "发错了" });

export const outcome = (asked: Promise<unknown>) =>
  asked.then(() => "ok", (error) => error.message);

export const listed = async (mall: Mall) =>
  InvitationPage.parse(await mall.db.call(mall.owner, "list_invitations", { shop: mall.shop }))
    .items;
