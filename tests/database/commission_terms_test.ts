import assert from "node:assert/strict";
import { type Commission, CommissionReason, HoldReason } from "@/contracts/distributors.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { StaffCommission } from "@/contracts/staff/commissions.ts";
import type { TestDatabase } from "@/tests/support/database.ts";
import type { Mall, Member } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

interface Term {
  level: number;
  distributor_id: string;
  rule_kind: string;
  rule_id: string;
  rate_bps: number | null;
  fixed_fen: number | null;
  cap_bps: number;
  commission_fen: number;
  clamped: boolean;
}

const of = (...skus: string[]) => skus.map((sku_id) => ({ sku_id, quantity: 2 }));

async function termsOf(db: TestDatabase, order_id: string): Promise<Term[][]> {
  const rows = await db.sql<{ terms: Term[] }[]>`
    select terms from trade.order_lines where order_id = ${order_id} order by line_no`;
  return rows.map(({ terms }) => terms);
}

/** What terms with these rates, or sums per piece, pay of a base. */
async function applied(
  db: TestDatabase,
  parts: Partial<Term>[],
  base_fen: number,
  quantity = 1,
): Promise<[number, boolean][]> {
  const terms = parts.map((part) => ({ rate_bps: null, fixed_fen: null, cap_bps: 2000, ...part }));
  const [row] = await db.sql<{ terms: Term[] }[]>`
    select private.apply_terms(${db.sql.json(terms)}, ${base_fen}, ${quantity}) as terms`;
  return row!.terms.map(({ commission_fen, clamped }) => [commission_fen, clamped]);
}

async function saveRule(mall: Mall, level1_bps: number, level2_bps: number): Promise<void> {
  const rule = { level1_bps, level2_bps, cap_bps: 2000 };
  await mall.command("save_commission_rule", { rule, reason: "调整" });
}

const mine = async (mall: Mall, member: Member) =>
  (await mall.db.call<{ items: Commission[] }>(member, "list_commissions")).items;

Deno.test("C7 where both levels together are above the cap, level 2 gives way first, and its term says so", () =>
  onMall(async (_mall, db) => {
    const rates = (...bps: number[]) => applied(db, bps.map((rate_bps) => ({ rate_bps })), 999);
    assert.deepEqual(await rates(1000, 1000), [[99, false], [99, false]]);
    assert.deepEqual(await rates(1500, 1000), [[149, false], [50, true]]);
    assert.deepEqual(await rates(3000, 1000), [[199, true], [0, true]]);
    assert.deepEqual(await rates(1000, 500, 900), [[99, false], [49, false], [51, true]]);
    const capped = [{ rate_bps: 1000 }, { rate_bps: 100, cap_bps: 500 }];
    assert.deepEqual(await applied(db, capped, 1000), [[100, false], [0, true]]);
  }));

Deno.test("a fixed sum pays per piece, within what was paid for the line and within the cap", () =>
  onMall(async (_mall, db) => {
    const pays = (fixed_fen: number, base_fen: number, cap_bps = 10_000) =>
      applied(db, [{ fixed_fen, cap_bps }], base_fen, 3);
    assert.deepEqual(await pays(150, 10_000), [[450, false]]);
    assert.deepEqual(await pays(150, 400), [[400, false]]);
    assert.deepEqual(await pays(150, 1000, 2000), [[200, true]]);
  }));

Deno.test("an order keeps who earns what by which rule, and its commission says the same, whatever the rule is later", () =>
  onMall(async (mall, db) => {
    const { level1, level2, buyer } = await mall.chain();
    const [cheap, dear] = await mall.product([3333, 5000]) as [string, string];
    await saveRule(mall, 1200, 300);
    const placed = await mall.place(buyer, of(cheap, dear));
    const [rule] = await db.sql`select id from shop.commission_rules where valid_to is null`;
    await saveRule(mall, 100, 100);
    const by = { rule_kind: "shop", rule_id: rule!.id, fixed_fen: null, cap_bps: 2000 };
    const first = { ...by, level: 1, distributor_id: level1.member_id, rate_bps: 1200 };
    const second = { ...by, level: 2, distributor_id: level2.member_id, rate_bps: 300 };
    assert.deepEqual(await termsOf(db, placed.order_id), [
      [
        { ...first, commission_fen: 799, clamped: false },
        { ...second, commission_fen: 199, clamped: false },
      ],
      [
        { ...first, commission_fen: 1200, clamped: false },
        { ...second, commission_fen: 300, clamped: false },
      ],
    ]);
    await mall.notify(await mall.startPaying(buyer, placed));
    const { rule_id, ...reason } = { ...by, rule: rule!.id, clamped: false };
    assert.equal(rule_id, rule!.id);
    const earned = (await mine(mall, level1)).toSorted((a, b) => a.line_no - b.line_no);
    assert.deepEqual(
      earned.map((one) => [one.commission_fen, one.reason]),
      [[799, { ...reason, rate_bps: 1200 }], [1200, { ...reason, rate_bps: 1200 }]],
    );
  }));

Deno.test("goods that are not distributed have no terms, and an order without an earner has none", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [shared] = await mall.product([1000]) as [string];
    const [plain] = await mall.product([1000]) as [string];
    await db.sql`update catalog.products p set distributable = false
      from catalog.skus s where s.id = ${plain} and p.id = s.product_id`;
    const { order_id } = await mall.place(buyer, of(shared, plain));
    assert.deepEqual((await termsOf(db, order_id)).map((terms) => terms.length), [2, 0]);
    const free = await mall.place(await mall.member(), of(shared));
    assert.deepEqual(await termsOf(db, free.order_id), [[]]);
  }));

Deno.test("placing does not fail because a shop has no rule in force: nobody earns", () =>
  onMall(async (mall, db) => {
    const { buyer } = await mall.chain();
    const [sku] = await mall.product([1000]) as [string];
    await db.sql`update shop.commission_rules set valid_to = private.now() where valid_to is null`;
    const { order_id } = await mall.buy(buyer, of(sku));
    assert.deepEqual(await termsOf(db, order_id), [[]]);
  }));

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
      { name: "规则编号", words: one!.reason.rule.slice(-6).toUpperCase() },
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
      const row = { level: 1, status: "pending", rule_kind: "shop", base_fen: 5000, cap_bps: 2000 };
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
