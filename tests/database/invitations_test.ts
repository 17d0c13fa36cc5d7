import assert from "node:assert/strict";
import { InvitationPage } from "@/contracts/staff/invitations.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { accept, account, invite, listed, reason, revoke } from "@/tests/support/invitations.ts";

Deno.test("who was invited joins with the role he was invited as, once, and the log says so", () =>
  onMall(async (mall, db) => {
    const { token, invitation } = await invite(mall, " Lin@Example.com ", "finance");
    assert.deepEqual([invitation.email, invitation.state], ["lin@example.com", "open"]);
    assert.equal(invitation.invited_by, "店主");
    const lin = await account(mall, "lin@example.com");
    await refuses("SHOP_NOT_FOUND", db.call(lin, "get_staff_session", { shop: mall.shop }));
    const args = { shop: mall.shop, token, name: " 林青 ", idempotency_key: newKey() };
    const joined = await db.call(lin, "accept_invitation", args);
    assert.deepEqual(joined, { shop: mall.shop, role: "finance" });
    assert.deepEqual(await db.call(lin, "accept_invitation", args), joined, "under its key");
    const session = await db.call<{ name: string; role: string }>(lin, "get_staff_session", {
      shop: mall.shop,
    });
    assert.deepEqual([session.name, session.role], ["林青", "finance"]);
    await refuses("INVITATION_STATE", accept(mall, lin, token));
    assert.deepEqual((await listed(mall)).map(({ state }) => state), ["accepted"]);
    const log = await db.sql`select command from ops.audit_log where command like '%invit%'
      order by id`;
    assert.deepEqual(log.map(({ command }) => command), ["invite_staff", "accept_invitation"]);
    const kept = await db.sql`select from shop.invitations i
      where to_jsonb(i)::text like ${`%${token}%`}`;
    assert.equal(kept.length, 0, "the token itself is nowhere");
    const answers = await db
      .sql`select from ops.idempotency i where to_jsonb(i)::text like ${`%${token}%`}`;
    assert.equal(answers.length, 0);
  }));

Deno.test("an invitation is for its confirmed e-mail alone, for seven days, and for one shop", () =>
  onMall(async (mall, db) => {
    const { token } = await invite(mall, "lin@example.com");
    const other = await account(mall, "chen@example.com");
    await refuses("INVITATION_FOR_ANOTHER", accept(mall, other, token));
    const lin = await account(mall, "lin@example.com", false);
    await refuses("INVITATION_FOR_ANOTHER", accept(mall, lin, token));
    await db.sql`update auth.users set email_confirmed_at = now() where id = ${String(lin.sub)}`;
    await refuses("INVITE_NOT_FOUND", accept(mall, lin, crypto.randomUUID()));
    const elsewhere = await Mall.open(db, "elsewhere");
    await refuses("INVITE_NOT_FOUND", accept(elsewhere, lin, token));
    await refuses("SIGN_IN_REQUIRED", accept(mall, { ...lin, kind: "member" }, token));
    await refuses("INVALID_REQUEST", accept(mall, lin, token, "  "));
    await refuses("INVALID_REQUEST", accept(mall, lin, token, "青".repeat(41)));
    await db.clock.advance(7 * 86_400);
    await refuses("INVITATION_STATE", accept(mall, lin, token));
    assert.equal((await listed(mall))[0]!.state, "expired");
    await db.clock.reset();
  }));

Deno.test("whoever holds the link reads the shop, the role and the state, and no id", () =>
  onMall(async (mall, db) => {
    const { token, invitation } = await invite(mall, "lin@example.com", "viewer");
    const look = (given: string) =>
      db.call<Record<string, unknown>>({ role: "anon" }, "get_invitation", {
        shop: mall.shop,
        token: given,
      });
    const seen = await look(token);
    assert.deepEqual([seen.role, seen.state, seen.id], ["viewer", "open", undefined]);
    await refuses("INVITE_NOT_FOUND", look("somebody-guesses-a-token"));
    await revoke(mall, invitation.id);
    assert.equal((await look(token)).state, "revoked");
  }));

Deno.test("inviting somebody again takes the earlier link's place; who works here is not invited", () =>
  onMall(async (mall) => {
    const first = await invite(mall, "lin@example.com", "viewer");
    const second = await invite(mall, "LIN@example.com", "manager");
    assert.deepEqual((await listed(mall)).map(({ state }) => state), ["open", "revoked"]);
    const lin = await account(mall, "lin@example.com");
    await refuses("INVITATION_STATE", accept(mall, lin, first.token));
    await accept(mall, lin, second.token);
    await refuses("STAFF_EXISTS", invite(mall, "lin@example.com"));
  }));

Deno.test("what cannot be an invitation is refused at its field", () =>
  onMall(async (mall) => {
    const good = {
      email: "a@b.cn",
      name: "青",
      role: "viewer",
      token_hash: "0".repeat(64),
      reason,
    };
    const field = (wrong: Record<string, unknown>) =>
      mall.command("invite_staff", { ...good, ...wrong }).then(
        () => "ok",
        (error) => `${error.message} ${JSON.parse(error.detail).field}`,
      );
    assert.equal(await field({ email: "nobody" }), "INVALID_REQUEST email");
    assert.equal(await field({ email: "a b@c.cn" }), "INVALID_REQUEST email");
    assert.equal(await field({ email: null }), "INVALID_REQUEST email");
    assert.equal(await field({ name: "" }), "INVALID_REQUEST name");
    assert.equal(await field({ role: "king" }), "INVALID_REQUEST role");
    assert.equal(await field({ token_hash: "short" }), "INVALID_REQUEST token_hash");
    assert.equal(await field({ reason: " " }), "INVALID_REQUEST reason");
    assert.equal(await field({}), "ok");
    assert.equal(await field({ email: "c@d.cn" }), "INVALID_REQUEST token_hash", "used before");
  }));

Deno.test("the owner alone invites, lists and revokes", () =>
  onMall(async (mall, db) => {
    const { invitation } = await invite(mall, "lin@example.com");
    for (const role of ["manager", "finance", "support", "viewer"]) {
      const who = await mall.staff(role);
      await refuses("FORBIDDEN", invite(mall, `${role}@example.com`, "owner", who));
      await refuses("FORBIDDEN", db.call(who, "list_invitations", { shop: mall.shop }));
      const args = { invitation_id: invitation.id, reason };
      await refuses("FORBIDDEN", mall.command("revoke_invitation", args, who));
    }
  }));

Deno.test("a new shop's first owner is invited by the operator, without anybody in it", () =>
  onMall(async (mall, db) => {
    const [opened] = await db.sql<{ link: string }[]>`
      select private.open_shop('teahouse', '茶舍', 'Boss@example.com', 'https://mall.test/') as link`;
    const link = new URL(opened!.link);
    assert.equal(link.origin + link.pathname, "https://mall.test/dashboard/invitation");
    assert.equal(link.searchParams.get("shop"), "teahouse");
    const token = link.searchParams.get("token")!;
    const boss = await account(mall, "boss@example.com");
    await db.call(boss, "accept_invitation", {
      shop: "teahouse",
      token,
      name: "老板",
      idempotency_key: newKey(),
    });
    const page = InvitationPage.parse(
      await db.call(boss, "list_invitations", { shop: "teahouse" }),
    );
    assert.deepEqual(page.items.map(({ state, invited_by }) => [state, invited_by]), [
      ["accepted", null],
    ]);
  }));
