import assert from "node:assert/strict";
import { Invitation, InvitationPage, MyShops } from "@/contracts/staff/invitations.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

const reason = "新店员";

/** Somebody with an account of Supabase Auth and nothing else. */
async function account({ db }: Mall, email: string, isConfirmed = true): Promise<TestClaims> {
  const id = crypto.randomUUID();
  await db.sql`insert into auth.users (id, email, email_confirmed_at)
    values (${id}, ${email}, ${isConfirmed ? new Date() : null})`;
  return { role: "authenticated", sub: id };
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return new Uint8Array(hash).toHex();
}

/** Invites somebody; answers the token that stands in the link, and the invitation. */
async function invite(mall: Mall, email: string, role = "support", who = mall.owner) {
  const token = crypto.randomUUID();
  const token_hash = await hashOf(token);
  const made = await mall.command(
    "invite_staff",
    { email, name: "林小青", role, token_hash, reason },
    who,
  );
  return { token, invitation: Invitation.parse(made) };
}

const accept = (mall: Mall, who: TestClaims, token: string, name = "林小青") =>
  mall.db.call(who, "accept_invitation", {
    shop: mall.shop,
    token,
    name,
    idempotency_key: newKey(),
  });

const revoke = (mall: Mall, invitation_id: string) =>
  mall.command("revoke_invitation", { invitation_id, reason: "发错了" });

const outcome = (asked: Promise<unknown>) => asked.then(() => "ok", (error) => error.message);

const listed = async (mall: Mall) =>
  InvitationPage.parse(await mall.db.call(mall.owner, "list_invitations", { shop: mall.shop }))
    .items;

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

Deno.test("sixteen acceptances of one invitation at once: one joins, fifteen are told it is used", () =>
  onMall(async (mall, db) => {
    const { token } = await invite(mall, "lin@example.com");
    const lin = await account(mall, "lin@example.com");
    const told = await Promise.all(
      Array.from({ length: 16 }, () => outcome(accept(mall, lin, token))),
    );
    const of = Map.groupBy(told, (one) => one);
    assert.deepEqual([of.get("ok")?.length, of.get("INVITATION_STATE")?.length], [1, 15]);
    const rows = await db.sql`select from shop.staff where user_id = ${String(lin.sub)}`;
    const log = await db.sql`select from ops.audit_log where command = 'accept_invitation'`;
    assert.deepEqual([rows.length, log.length], [1, 1]);
  }));

Deno.test("revoking against accepting, twelve times over: one of both happens, the other is told so", () =>
  onMall(async (mall, db) => {
    for (let round = 0; round < 12; round++) {
      const email = `lin${round}@example.com`;
      const { token, invitation } = await invite(mall, email);
      const lin = await account(mall, email);
      const calls = [accept(mall, lin, token), revoke(mall, invitation.id)];
      if (round % 2) calls.reverse();
      const told = await Promise.all(calls.map(outcome));
      assert.deepEqual(told.toSorted(), ["INVITATION_STATE", "ok"]);
      const [row] = await db.sql<{ status: string; joined: number }[]>`
        select i.status, (select count(*)::int from shop.staff t
                           where t.user_id = ${String(lin.sub)}) as joined
          from shop.invitations i where i.id = ${invitation.id}`;
      assert.deepEqual(
        { ...row },
        row!.status === "accepted"
          ? { status: "accepted", joined: 1 }
          : { status: "revoked", joined: 0 },
      );
    }
  }));

Deno.test("ten invitations of one person at once leave one open", () =>
  onMall(async (mall) => {
    const made = await Promise.all(
      Array.from({ length: 10 }, () => outcome(invite(mall, "lin@example.com"))),
    );
    assert.deepEqual(made, Array(10).fill("ok"));
    const states = Map.groupBy(await listed(mall), ({ state }) => state);
    assert.deepEqual([states.get("open")?.length, states.get("revoked")?.length], [1, 9]);
  }));

Deno.test("who was let go and is invited again comes back as the same row", () =>
  onMall(async (mall, db) => {
    const { token } = await invite(mall, "lin@example.com");
    const lin = await account(mall, "lin@example.com");
    await accept(mall, lin, token);
    const leave = (who: TestClaims, idempotency_key = newKey()) =>
      db.call(who, "leave_shop", { shop: mall.shop, reason: "搬家", idempotency_key });
    const key = newKey();
    assert.deepEqual(await leave(lin, key), { ok: true });
    assert.deepEqual(await leave(lin, key), { ok: true }, "under its key");
    await refuses("SHOP_NOT_FOUND", leave(lin));
    await refuses("SHOP_NOT_FOUND", db.call(lin, "count_work", { shop: mall.shop }));
    const again = await invite(mall, "lin@example.com", "manager");
    await accept(mall, lin, again.token, "林青");
    const rows = await db.sql`
      select name, role, status from shop.staff where user_id = ${String(lin.sub)}`;
    assert.deepEqual([...rows], [{ name: "林青", role: "manager", status: "active" }]);
    await refuses("LAST_OWNER", leave(mall.owner));
  }));

Deno.test("ten owners who all leave by their own wish in one moment leave one behind", () =>
  onMall(async (mall, db) => {
    const others = await Promise.all(Array.from({ length: 9 }, () => mall.staff("owner")));
    const told = await Promise.all(
      [mall.owner, ...others].map((who) =>
        outcome(db.call(who, "leave_shop", {
          shop: mall.shop,
          reason: "散伙",
          idempotency_key: newKey(),
        }))
      ),
    );
    const of = Map.groupBy(told, (one) => one);
    assert.deepEqual([of.get("ok")?.length, of.get("LAST_OWNER")?.length], [9, 1]);
  }));

Deno.test("who works in several shops is told all of them, and nothing of those he left", () =>
  onMall(async (mall, db) => {
    const lin = await account(mall, "lin@example.com");
    const mine = async () =>
      MyShops.parse(await db.call(lin, "list_my_shops")).items.map((
        { code, role },
      ) => [code, role]);
    assert.deepEqual(await mine(), []);
    const elsewhere = await Mall.open(db, "elsewhere");
    for (const [where, role] of [[mall, "viewer"], [elsewhere, "owner"]] as const) {
      const { token } = await invite(where, "lin@example.com", role);
      await accept(where, lin, token);
    }
    assert.deepEqual((await mine()).toSorted(), [["demo", "viewer"], ["elsewhere", "owner"]]);
    await db.call(lin, "leave_shop", {
      shop: mall.shop,
      reason: "忙不过来",
      idempotency_key: newKey(),
    });
    assert.deepEqual(await mine(), [["elsewhere", "owner"]]);
    await refuses("SIGN_IN_REQUIRED", db.call({ ...lin, kind: "member" }, "list_my_shops"));
  }));

Deno.test("a new shop's first owner is invited by the operator, without anybody in it", () =>
  onMall(async (mall, db) => {
    const [row] = await db.sql<{ id: string }[]>`
      select private.create_shop('teahouse', '茶舍', 'wx2', '192') as id`;
    const token = crypto.randomUUID();
    await db.sql`select private.invite(${row!.id}, 'boss@example.com', '老板', 'owner',
      ${await hashOf(token)})`;
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
