import assert from "node:assert/strict";
import { onMall } from "@/tests/support/on_mall.ts";
import { accept, account, invite, listed, outcome, revoke } from "@/tests/support/invitations.ts";

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
