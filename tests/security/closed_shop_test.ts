import assert from "node:assert/strict";
import { type TestClaims, testDatabase } from "@/tests/support/database.ts";
import { asServer, Mall } from "@/tests/support/mall.ts";
import { callers, type Expectation, type World } from "./callers.ts";
import { furnish } from "./furnish.ts";
import { refusal } from "./refusal.ts";

/** What sells, or brings sellers: all that a closed shop refuses. */
const refused = [
  "apply_distributor",
  "apply_with_answers",
  "create_invite",
  "create_share",
  "place_order",
  "quote_order",
  "share_material",
  "take_personal_link",
];

/** Who may call it. */
function claimsFor(rule: Expectation, { mall, mine }: World): TestClaims {
  if (rule.who === "server") return { role: rule.roles[0]! };
  if (rule.who === "anyone") return { role: "anon" };
  const claims = rule.who === "member" ? mine : mall.owner;
  return "by_server" in rule ? asServer(claims) : claims;
}

Deno.test("a closed shop sells nothing; every other function answers as if it were open", async () => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db));
    const answers = async () => {
      const told: Record<string, string> = {};
      for (const [fn, rule] of Object.entries(callers)) {
        told[fn] = await refusal(db, claimsFor(rule, world), fn, rule.args(world));
      }
      return told;
    };
    const open = await answers();
    await world.mall.command("set_shop_status", { status: "closed", reason: "盘点" });
    const closed = await answers();
    for (const fn of refused) {
      assert.notEqual(open[fn], "SHOP_CLOSED", fn);
      open[fn] = "SHOP_CLOSED";
    }
    assert.deepEqual(closed, open);
  } finally {
    await db.drop();
  }
});
