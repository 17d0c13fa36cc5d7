import assert from "node:assert/strict";
import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { Mall } from "@/tests/support/mall.ts";
import { callers, type Expectation, type World } from "./callers.ts";

const roles = ["owner", "manager", "finance", "support", "viewer"] as const;

/** What private.role_may says, written down a second time on purpose. */
const permissions: Record<string, readonly string[]> = {
  read: roles,
  personal_data: ["owner", "manager", "finance", "support"],
  order: ["owner", "manager", "support"],
  ship: ["owner", "manager", "support"],
  after_sale: ["owner", "manager", "support"],
  refund: ["owner", "manager", "finance", "support"],
  payout: ["owner", "manager", "finance"],
  catalog: ["owner", "manager"],
  distributor: ["owner", "manager"],
  rules: ["owner", "manager"],
  staff: ["owner"],
  credentials: ["owner"],
};

interface Caller {
  name: string;
  claims: TestClaims;
  kind: "stranger" | "visitor" | "member" | "staff" | "server";
  /** In the shop that the things belong to. */
  here: boolean;
  role?: string;
}

/** Calls and takes everything back; answers the refusal's code, or "ok". */
async function refusal(
  db: TestDatabase,
  { claims }: Caller,
  fn: string,
  args: Record<string, unknown>,
): Promise<string> {
  const undo = new Error("undo");
  const login = ["mall_wechat", "mall_jobs"].includes(claims.role) ? claims.role : "mall_api";
  try {
    await db.as(login).begin(async (sql) => {
      await sql`select private.call_as(${JSON.stringify(claims)}::text::jsonb, ${fn},
        ${JSON.stringify(args)}::text::jsonb)`;
      throw undo;
    });
  } catch (error) {
    if (error === undo) return "ok";
    const { code, message } = error as { code: string; message: string };
    return code === "42501" ? "42501" : code?.startsWith("PT") ? message : `${code} ${message}`;
  }
  return "ok";
}

const closed = ["42501", "SIGN_IN_REQUIRED", "SHOP_NOT_FOUND", "FORBIDDEN"];

/** What a caller is told, or null where he is let in (and may still be refused for the thing's state). */
function expected(rule: Expectation, caller: Caller): string | null {
  if (rule.who === "server") {
    const let_in = rule.roles as readonly string[];
    return caller.kind === "server" && let_in.includes(caller.claims.role) ? null : "42501";
  }
  if (caller.kind === "server") return "42501";
  if (rule.who === "anyone") return null;
  if (caller.kind === "stranger" || caller.kind === "visitor") return "42501";
  if (rule.who === "member") {
    if (caller.kind === "staff") return "SIGN_IN_REQUIRED";
    return caller.here || !rule.foreign ? null : rule.foreign;
  }
  if (caller.kind === "member" || !caller.here) return "SHOP_NOT_FOUND";
  return permissions[rule.permission]!.includes(caller.role!) ? null : "FORBIDDEN";
}

Deno.test("every api function answers every kind of caller as written down", async (t) => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db, "here"));
    const elsewhere = await Mall.open(db, "elsewhere");
    const all = await callersOf(world, elsewhere);

    await t.step("the list is complete", async () => {
      const rows = await db.sql<{ name: string }[]>`
        select p.proname as name from pg_proc p where p.pronamespace = 'api'::regnamespace`;
      assert.deepEqual(Object.keys(callers).toSorted(), rows.map(({ name }) => name).toSorted());
    });

    for (const [fn, rule] of Object.entries(callers)) {
      await t.step(fn, async () => {
        for (const caller of all) {
          const told = await refusal(db, caller, fn, rule.args(world));
          const meant = expected(rule, caller);
          const where = `${fn} as ${caller.name}: ${told}`;
          if (meant !== null) assert.equal(told, meant, where);
          else assert.ok(/^([A-Z_]+|ok)$/.test(told) && !closed.includes(told), where);
        }
      });
    }

    await t.step("another shop's staff find nothing of this one under their own code", async () => {
      const caller: Caller = { name: "", claims: elsewhere.owner, kind: "staff", here: false };
      for (const [fn, rule] of Object.entries(callers)) {
        if (rule.who !== "staff" || !rule.foreign) continue;
        const args = { ...rule.args(world), shop: elsewhere.shop };
        assert.equal(await refusal(db, caller, fn, args), rule.foreign, fn);
      }
    });
  } finally {
    await db.drop();
  }
});

async function callersOf(world: World, elsewhere: Mall): Promise<Caller[]> {
  const { mall } = world;
  const inShop = { shop_id: mall.shop_id, shop: mall.shop };
  const visitor = { role: "anon", kind: "visitor", visitor_id: crypto.randomUUID(), ...inShop };
  const staff = await Promise.all(roles.map(async (role): Promise<Caller> => ({
    name: `staff (${role})`,
    claims: await mall.staff(role),
    kind: "staff",
    here: true,
    role,
  })));
  return [
    { name: "stranger", claims: { role: "anon" }, kind: "stranger", here: true },
    { name: "visitor", claims: visitor, kind: "visitor", here: true },
    { name: "member", claims: world.mine, kind: "member", here: true },
    { name: "another member", claims: await mall.member(), kind: "member", here: false },
    { name: "other shop's member", claims: await elsewhere.member(), kind: "member", here: false },
    ...staff,
    { name: "other shop's owner", claims: elsewhere.owner, kind: "staff", here: false },
    ...["mall_server", "mall_wechat", "mall_jobs"].map((role): Caller => ({
      name: role,
      claims: { role },
      kind: "server",
      here: true,
    })),
  ];
}

/** A shop in which everything that a function may name exists; `mine` owns what can be owned. */
async function furnish(mall: Mall): Promise<World> {
  const { db } = mall;
  const one = async (table: string, where: string): Promise<Record<string, string>> => {
    const [row] = await db.sql.unsafe<Record<string, string>[]>(
      `select * from ${table} where shop_id = '${mall.shop_id}' and ${where} limit 1`,
    );
    assert.ok(row, `${table} where ${where}`);
    return row;
  };
  const { level1: mine, buyer } = await mall.chain();
  const [sku] = await mall.product([5000, 9000]) as [string];
  const lines = [{ sku_id: sku, quantity: 2 }];
  await mall.settings({ settle_days: 0 });
  const earned = await mall.buy(buyer, lines);
  await mall.complete(buyer, earned.order_id);
  await db.clock.advance(1);
  await mall.settle();
  const { id: withdrawal } = await mall.withdraw(mine, 300);

  const paid = await mall.buy(mine, lines);
  const returned = await mall.buy(mine, lines);
  await mall.ship(returned.order_id);
  const returning = await mall.askRefund(mine, returned.order_id, null, "return_refund");
  await mall.approveRefund(returning);
  const asked = await mall.buy(mine, lines);
  const after_sale = await mall.askRefund(mine, asked.order_id, null);
  const pending = await mall.startPaying(mine, await mall.place(mine, lines));
  const refunded = await mall.buy(buyer, lines);
  await mall.approveRefund(await mall.askRefund(buyer, refunded.order_id, null));
  const held = await mall.buy(buyer, lines);
  const commission = await one(
    "ledger.commissions",
    `order_id = '${held.order_id}' and distributor_id = '${mine.member_id}'`,
  );
  await db.call(mall.owner, "hold_commission", {
    shop: mall.shop,
    commission_id: commission.id,
    reason: "核对",
  });
  const address = await db.call<{ id: string }>(mine, "save_address", {
    address: {
      id: null,
      contact: {
        sealed: "v1.sealed",
        phone_fingerprint: "p",
        address_fingerprint: "a",
        province: "浙江省",
        city: "杭州市",
      },
      is_default: false,
    },
  });
  const { token } = await db.call<{ token: string }>(mine, "create_share", {
    page: "home",
    channel: "chat",
  });
  const applicant = await mall.member();
  await db.call(applicant, "apply_distributor", {
    idempotency_key: crypto.randomUUID(),
    terms_version: "2026-01",
  });
  await db.sql`update ops.outbox set status = 'failed' where kind = 'refund'`;
  return {
    mall,
    mine,
    product: (await one("catalog.skus", `id = '${sku}'`)).product_id!,
    sku,
    category: (await one("catalog.categories", "true")).id!,
    address: address.id,
    share: token,
    pending_order: pending.order_id,
    paid_order: paid.order_id,
    after_sale,
    returning,
    refund: (await one("pay.refunds", "true")).id!,
    distributor: mine.member_id,
    applicant: applicant.member_id,
    commission: commission.id!,
    hold: (await one("ledger.commission_holds", "reason = 'staff'")).id!,
    withdrawal,
    outbox: (await one("ops.outbox", "kind = 'refund'")).id!,
    staff: (await one("shop.staff", "true")).id!,
    attempt: pending.attempt_id,
    refund_attempt: (await one("pay.refund_attempts", "true")).id!,
  };
}
