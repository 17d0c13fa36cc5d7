import assert from "node:assert/strict";
import { type Commission, HoldReason } from "@/contracts/distributors.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import { CommissionReason } from "@/contracts/rules.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { mine, of, saveRule } from "@/tests/support/commission_terms.ts";

Deno.test("C7 a commission is explained in the same words to its distributor and to staff", () =>
  onMall(async (mall) => {
    const { level1, level2, buyer } = await mall.chain();
    const [sku] = await mall.product([8220]) as [string];
    await saveRule(mall, 1250, 500);
    const { order_id } = await mall.buy(buyer, of(sku));
    const [one] = await mine(mall, level1);
    const [two] = await mine(mall, level2);
    const { items } = await mall.db.call<{ items: StaffCommission[] }>(
      mall.owner,
      "staff_list_commissions",
      { shop: mall.shop },
    );
    const seen = items.map(({ id, explanation }) => [id, explanation]);
    assert.deepEqual(new Map(seen as []), new Map([one!, two!].map((c) => [c.id, c.explanation])));

    const { formula, source, settling, steps } = one!.explanation;
    assert.equal(formula, "¥164.40 × 12.5%");
    assert.equal(source, `客户 ${one!.from} 购买`);
    assert.equal(two!.explanation.source, "所邀请的推广员的客户购买");
    assert.equal(settling, "买家收货后开始计算结算时间");
    assert.deepEqual(steps, [
      { name: "计佣金额", words: "¥164.40，优惠后实付的商品金额，不含运费" },
      {
        name: "规则",
        words: "全店规则，比例 12.5%，合计不超过 20%；按下单时的规则，之后改动不影响",
      },
      { name: "规则编号", words: `第 2 版 ${one!.reason.rule.slice(-6).toUpperCase()}` },
      { name: "佣金", words: "¥164.40 × 12.5% = ¥20.55" },
      { name: "结算", words: settling },
    ]);
    const asked = await mall.askRefund(buyer, order_id, [{ line_no: 1, quantity: 1 }]);
    await mall.command("hold_commission", { commission_id: one!.id, reason: "核对" });
    const [held] = await mine(mall, level1);
    assert.equal(held!.explanation.settling, "售后处理中，商家核对中，解除冻结后结算");
    await mall.approveRefund(asked);
    const [less] = await mine(mall, level1);
    const reversal = less!.explanation.steps.find(({ name }) => name === "收回");
    assert.equal(reversal!.words, "因退款收回 ¥10.28，剩余 ¥10.27");
  }));

Deno.test("an explanation names the moment of settling, and what the cap or a fixed sum made of the figure", () =>
  onMall(async (_mall, db) => {
    const explain = async (change: Record<string, unknown>) => {
      const row = {
        level: 1,
        status: "pending",
        rule_kind: "shop",
        base_fen: 5000,
        cap_bps: 2000,
        ...{ kind: "order", rule_version: 1, extras: [], extra_fen: 0, volume_fen: 0 },
      };
      const [answer] = await db.sql<{ told: Commission["explanation"] }[]>`
        select private.explain_commission(jsonb_populate_record(null::ledger.commissions,
          ${db.sql.json({ ...row, ...change } as never)}), 2, null, '{}') as told`;
      return answer!.told;
    };
    const clamped = await explain({ rate_bps: 3000, commission_fen: 1000, clamped: true });
    assert.equal(clamped.formula, "¥50.00 × 30%，按上限调低");
    assert.equal(clamped.steps[3]!.words, "¥50.00 × 30%，超过上限，调低为 ¥10.00");
    assert.equal(clamped.source, "客户购买");
    const fixed = { fixed_fen: 300, commission_fen: 600, clamped: false };
    const due = await explain({ ...fixed, settle_at: "2020-01-02T04:00:00Z" });
    assert.equal(due.formula, "¥3.00 × 2 件");
    assert.equal(due.settling, "预计 2020年1月2日 12:00 结算");
    const done = await explain({ ...fixed, status: "settled", settled_at: "2020-01-02T04:00:00Z" });
    assert.equal(done.settling, "2020年1月2日 12:00 已结算");
    const gone = await explain({ ...fixed, status: "void" });
    assert.equal(gone.settling, "因退款或作废，不再结算");
  }));

Deno.test("SQL writes sums, rates and moments of this year as the contracts do", () =>
  onMall(async (_mall, db) => {
    for (const fen of [0, 5, -5, 100, 123_450, 100_000_000_00, -1_234_567]) {
      const [row] = await db.sql`select private.fen_words(${fen}) as words`;
      assert.equal(row!.words, formatFen(fen));
    }
    for (const bps of [0, 5, 50, 100, 1005, 1250, 10_000]) {
      const [row] = await db.sql`select private.bps_words(${bps}) as words`;
      assert.equal(row!.words, formatBps(bps));
    }
    const [row] = await db.sql`
      select private.moment_words(make_timestamptz(extract(year from private.now())::int,
        3, 9, 8, 5, 0, 'Asia/Shanghai')) as words`;
    assert.equal(row!.words, "3月9日 08:05");
  }));

Deno.test("SQL has words for every kind of rule and every hold that the contracts name, and for no other", () =>
  onMall(async (_mall, db) => {
    for (
      const [words, names] of [
        ["rule_words", CommissionReason.shape.rule_kind.options],
        ["hold_words", HoldReason.options],
      ] as const
    ) {
      const [row] = await db.sql<{ prosrc: string }[]>`
        select prosrc from pg_proc where proname = ${words}`;
      const known = [...row!.prosrc.matchAll(/when '(\w+)' then '[^']+'/g)].map(([, name]) => name);
      assert.deepEqual(known.toSorted(), [...names].toSorted());
    }
  }));
