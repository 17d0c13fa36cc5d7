import assert from "node:assert/strict";
import type { TestClaims } from "@/tests/support/database.ts";
import { testDatabase } from "@/tests/support/database.ts";
import { asServer, Mall } from "@/tests/support/mall.ts";
import { callers, type Expectation, type World } from "./callers.ts";
import { furnish } from "./furnish.ts";
import { refusal } from "./refusal.ts";

const roles = ["owner", "manager", "finance", "support", "viewer"] as const;

/** What private.role_may says, written down a second time on purpose. */
const permissions: Record<string, readonly string[]> = {
  read: roles,
  personal_data: ["owner", "manager", "finance", "support"],
  order: ["owner", "manager", "support"],
  ship: ["owner", "manager", "support"],
  after_sale: ["owner", "manager", "finance", "support"],
  refund: ["owner", "manager", "finance"],
  payout: ["owner", "manager", "finance"],
  payout_large: ["owner", "finance"],
  reconcile: ["owner", "manager", "finance"],
  catalog: ["owner", "manager"],
  distributor: ["owner", "manager"],
  risk: ["owner", "manager", "finance"],
  rules: ["owner", "manager"],
  staff: ["owner"],
  credentials: ["owner"],
  closing: ["owner"],
};

interface Caller {
  name: string;
  claims: TestClaims;
  kind: "stranger" | "visitor" | "member" | "staff" | "server";
  /** In the shop that the things belong to. */
  here: boolean;
  role?: string;
}

const closed = ["42501", "SIGN_IN_REQUIRED", "SHOP_NOT_FOUND", "FORBIDDEN"];

/** What a caller is told, or null where the call is let in (and may still be refused for the thing's state). */
function expected(rule: Expectation, caller: Caller): string | null {
  if (rule.who === "server") {
    const let_in = rule.roles as readonly string[];
    return caller.kind === "server" && let_in.includes(caller.claims.role) ? null : "42501";
  }
  const is_through_server = caller.claims.role === "mall_server";
  if (caller.kind === "server" && !is_through_server) return "42501";
  if (is_through_server !== ("by_server" in rule)) return "42501";
  if (caller.kind === "server") return "SIGN_IN_REQUIRED";
  if (rule.who === "anyone") return null;
  if (rule.who === "user" && caller.kind === "staff") return null;
  if (caller.kind === "stranger" || caller.kind === "visitor") {
    return is_through_server ? "SIGN_IN_REQUIRED" : "42501";
  }
  if (rule.who === "user") return "SIGN_IN_REQUIRED";
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
    const own = await callersOf(world, elsewhere);
    const for_others = own.filter(({ kind }) => kind !== "server").map((caller): Caller => ({
      ...caller,
      name: `${caller.name} through the server`,
      claims: asServer(caller.claims),
    }));

    await t.step("the list is complete", async () => {
      const rows = await db.sql<{ name: string }[]>`
        select p.proname as name from pg_proc p where p.pronamespace = 'api'::regnamespace`;
      assert.deepEqual(Object.keys(callers).toSorted(), rows.map(({ name }) => name).toSorted());
    });

    for (const [fn, rule] of Object.entries(callers)) {
      await t.step(fn, async () => {
        for (const caller of [...own, ...("by_server" in rule ? for_others : [])]) {
          const told = await refusal(db, caller.claims, fn, rule.args(world));
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
        const claims = rule.by_server ? asServer(caller.claims) : caller.claims;
        assert.equal(await refusal(db, claims, fn, args), rule.foreign, fn);
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
