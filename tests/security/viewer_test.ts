import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { Mall } from "@/tests/support/mall.ts";
import { callers } from "./callers.ts";
import { furnish } from "./furnish.ts";

const phone = "13812345678";

/** Wherever people write freely. */
const free_text = [
  ["person.order_contacts", "remark"],
  ["trade.after_sales", "reason"],
  ["trade.after_sales", "review_reason"],
  ["referral.distributors", "note"],
  ["referral.distributor_changes", "reason"],
  ["ledger.commission_holds", "note"],
  ["pay.withdrawals", "review_reason"],
  ["pay.withdrawals", "failure"],
  ["pay.refund_attempts", "failure"],
  ["ops.audit_log", "reason"],
  ["ops.work", "reason"],
  ["ops.outbox", "last_error"],
] as const;

Deno.test("C111 a viewer reads no phone that people typed into remarks, notes and reasons", async (t) => {
  const db = await testDatabase();
  try {
    const world = await furnish(await Mall.open(db, "here"));
    for (const [table, column] of free_text) {
      await db.sql.unsafe(`update ${table} set ${column} = '请致电 ${phone} 王女士'`);
    }
    await db.sql`insert into trade.order_events (shop_id, order_id, kind, actor_kind, detail)
      values (${world.mall.shop_id}, ${world.paid_order}, 'closed', 'staff', ${
      db.sql.json({ note: `电话 ${phone}` })
    })`;
    const told = db.sql.json({ message: `${phone} 不存在` });
    await db.sql`update ops.work set detail = detail || ${told}`;
    const viewer = await world.mall.staff("viewer");
    const readable = Object.entries(callers).filter(([, rule]) =>
      rule.who === "staff" && rule.permission === "read" &&
      !("idempotency_key" in rule.args(world))
    );
    let masked = 0;
    for (const [fn, rule] of readable) {
      await t.step(fn, async () => {
        const answer = JSON.stringify(await db.call(viewer, fn, rule.args(world)));
        assert.ok(!answer.includes(phone), answer);
        if (answer.includes("[号码已隐藏]")) masked++;
      });
    }
    await t.step("staff_get_order", async () => {
      const args = { shop: world.mall.shop, order_id: world.paid_order };
      const hidden = JSON.stringify(await db.call(viewer, "staff_get_order", args));
      assert.ok(!hidden.includes(phone) && hidden.includes("王女士"), hidden);
      const support = await world.mall.staff("support");
      assert.ok(JSON.stringify(await db.call(support, "staff_get_order", args)).includes(phone));
    });
    assert.ok(masked >= 6, `only ${masked} answers had something to hide`);
  } finally {
    await db.drop();
  }
});

Deno.test("private.mask_phones() hides what can be dialled and leaves numbers of ours, prices and dates", async (t) => {
  const db = await testDatabase();
  try {
    const mask = async (text: string) => {
      const [row] = await db.sql<
        { masked: string }[]
      >`select private.mask_phones(${text}) as masked`;
      return row!.masked;
    };
    for (
      const text of [
        "13812345678",
        "+86 138-1234-5678",
        "138 1234 5678",
        "(0571)88880000",
        "１３８１２３４５６７８",
        "138\u{202D}12345678",
        "8888000",
        "008613812345678",
      ]
    ) {
      await t.step(text, async () => {
        assert.equal(await mask(`请拨 ${text} 找王女士`), "请拨 [号码已隐藏] 找王女士");
      });
    }
    for (const text of ["2612290123456789", "199.99 元", "2 件", "123456", ""]) {
      await t.step(`"${text}"`, async () => assert.equal(await mask(text), text));
    }
  } finally {
    await db.drop();
  }
});
