import assert from "node:assert/strict";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";

interface Report {
  items: { id: string; code: string | null }[];
}

const review = (mall: Mall, ids: unknown, approve: unknown, by: TestClaims = mall.owner) =>
  mall.command<Report>("review_withdrawals", { ids, approve, reason: "月底一起审" }, by);
const switchAll = (mall: Mall, ids: unknown, on_sale: unknown, by: TestClaims = mall.owner) =>
  mall.command<Report>("set_products_status", { ids, on_sale, reason: "换季" }, by);

const codes = ({ items }: Report, ids: string[]) =>
  ids.map((id) => items.find((item) => item.id === id)!.code);

/** Distributors with 100,000 fen each, and a shop that reviews every withdrawal. */
async function rich(mall: Mall, count: number): Promise<Member[]> {
  await mall.settings({ after_sale_days: 90, settle_days: 0 });
  await mall.withdrawalRules({ one_open: false, daily_count: 99, review_above_fen: 0 });
  const [sku_id] = await mall.product([1_000_000]) as [string];
  const distributors: Member[] = [];
  while (distributors.length < count) {
    const { level1, buyer } = await mall.chain();
    const { order_id } = await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
    await mall.complete(buyer, order_id);
    distributors.push(level1);
  }
  await mall.settle();
  return distributors;
}

async function products(mall: Mall, count: number): Promise<string[]> {
  for (let n = 0; n < count; n++) await mall.product([100], { stock: 1 });
  const rows = await mall.db.sql<{ id: string }[]>`
    select id from catalog.products where shop_id = ${mall.shop_id} order by id`;
  return rows.map(({ id }) => id);
}

const statuses = async (mall: Mall, ids: string[]) => {
  const rows = await mall.db.sql<{ id: string; status: string }[]>`
    select id, status from pay.withdrawals where id = any (${ids}::uuid[])
    union all select id, status from catalog.products where id = any (${ids}::uuid[])`;
  return ids.map((id) => rows.find((row) => row.id === id)!.status);
};

const audited = async (
  mall: Mall,
  command: string,
) => (await mall.db.sql<{ subject_id: string; reason: string; detail: unknown }[]>`
    select subject_id, reason, detail from ops.audit_log where command = ${command}`);

Deno.test("a batch puts products off sale one by one: what is not there is named, the rest goes on", () =>
  onMall(async (mall, db) => {
    const ids = await products(mall, 3);
    const other = await Mall.open(db, "other");
    const [foreign] = await products(other, 1) as [string];
    const missing = crypto.randomUUID();
    const asked = [ids[2]!, missing, ids[0]!, foreign];
    const report = await switchAll(mall, asked, false);
    assert.deepEqual(codes(report, asked), [null, "PRODUCT_NOT_FOUND", null, "PRODUCT_NOT_FOUND"]);
    assert.deepEqual(await statuses(mall, [...ids, foreign]), [
      "off_sale",
      "on_sale",
      "off_sale",
      "on_sale",
    ]);
    const rows = await audited(mall, "set_product_status");
    assert.deepEqual(rows.map(({ subject_id }) => subject_id).toSorted(), [ids[0], ids[2]]);
    assert.deepEqual([rows[0]!.reason, rows[0]!.detail], ["换季", { on_sale: false }]);
  }));

Deno.test("a batch of nothing, of 101, of one thing twice, or without a decision is refused at its field", (t) =>
  onMall(async (mall) => {
    const [id] = await products(mall, 1) as [string];
    const hundred = [id, ...Array.from({ length: 99 }, () => crypto.randomUUID())];
    for (const run of [switchAll, review]) {
      const field = (ids: unknown, yes: unknown) =>
        run(mall, ids, yes).then(() => "none", (error) => {
          assert.equal(error.message, "INVALID_REQUEST");
          return JSON.parse(error.detail).field;
        });
      await t.step(run === review ? "review_withdrawals" : "set_products_status", async () => {
        const more = [...hundred, crypto.randomUUID()];
        for (const ids of [null, [], more, [id, id], [id, id.toUpperCase()], [id, null], "all"]) {
          assert.equal(await field(ids, true), "ids", JSON.stringify(ids));
        }
        assert.equal(await field([id], null), run === review ? "approve" : "on_sale");
        const { items } = await run(mall, hundred, true);
        assert.equal(items.length, 100);
        await assert.rejects(run(mall, ["1"], true));
        await assert.rejects(
          mall.command("set_products_status", { ids: [id], on_sale: true, reason: " " }),
          { message: "INVALID_REQUEST" },
        );
        await refuses("FORBIDDEN", run(mall, [id], true, await mall.staff("viewer")));
      });
    }
    assert.equal((await audited(mall, "set_product_status")).length, 1);
  }));

Deno.test("C108 each withdrawal of a batch is decided by the rules of a single one, and what is refused is left alone", () =>
  onMall(async (mall, db) => {
    const [one, suspended] = await rich(mall, 2) as [Member, Member];
    await mall.withdrawalRules({ large_above_fen: 5000 });
    const ask = async (who: Member, fen: number) => (await mall.withdraw(who, fen)).id;
    const small = await ask(one, 1000);
    const large = await ask(one, 6000);
    const decided = await ask(one, 1100);
    const stopped = await ask(suspended, 1200);
    const last = await ask(one, 1300);
    await review(mall, [decided], false);
    await mall.command("suspend_distributor", {
      distributor_id: suspended.member_id,
      reason: "核查",
    });
    const other = await Mall.open(db, "other");
    const [stranger] = await rich(other, 1) as [Member];
    const foreign = (await other.withdraw(stranger, 1000)).id;

    const asked = [small, large, decided, stopped, last, foreign];
    const before = await statuses(mall, asked);
    const manager = await mall.staff("manager");
    const report = await review(mall, asked, true, manager);
    assert.deepEqual(codes(report, asked), [
      null,
      "APPROVAL_LIMIT",
      "WITHDRAWAL_STATE",
      "DISTRIBUTOR_INACTIVE",
      null,
      "WITHDRAWAL_NOT_FOUND",
    ]);
    const after = ["approved", before[1], "rejected", before[3], "approved", before[5]];
    assert.deepEqual(await statuses(mall, asked), after);
    const sent = await db.sql<{ id: string }[]>`
      select subject_id as id from ops.outbox where kind = 'transfer'`;
    assert.deepEqual(sent.map(({ id }) => id).toSorted(), [small, last].toSorted());
    const rows = await audited(mall, "review_withdrawal");
    assert.deepEqual(
      rows.map(({ subject_id }) => subject_id).toSorted(),
      [decided, small, last].toSorted(),
    );
    // What was refused may be tried again, by somebody who may, under a key of its own.
    const again = await review(mall, [large, stopped], true);
    assert.deepEqual(codes(again, [large, stopped]), [null, "DISTRIBUTOR_INACTIVE"]);
    await other.checkBooks();
  }));

Deno.test("C78 staff approve and reject overlapping withdrawals at once, in batches and singly: each is decided once", () =>
  onMall(async (mall, db) => {
    const distributors = await rich(mall, 4);
    const ids: string[] = [];
    for (let n = 0; n < 24; n++) {
      ids.push((await mall.withdraw(distributors[n % 4]!, 1000 + n)).id);
    }
    const backwards = ids.toReversed();
    const runs: { approve: boolean; ids: string[] }[] = [
      { approve: true, ids: ids.slice(0, 16) },
      { approve: false, ids: backwards.slice(0, 16) },
      { approve: true, ids: backwards.filter((_, n) => n % 2 === 0) },
      { approve: false, ids: ids.filter((_, n) => n % 3 === 0) },
      { approve: true, ids: backwards },
      { approve: false, ids },
    ];
    const single = async (id: string, approve: boolean): Promise<Report> => ({
      items: [{
        id,
        code: await mall.command("review_withdrawal", {
          withdrawal_id: id,
          approve,
          reason: "单独审",
        }).then(() => null, ({ message }) => message),
      }],
    });
    const finance = await mall.staff("finance");
    const reports = await Promise.all([
      ...runs.map(({ approve, ids }, n) =>
        review(mall, ids, approve, n % 2 ? finance : mall.owner)
      ),
      ...[3, 8, 13, 21].map((n) => single(ids[n]!, n % 2 === 0)),
    ]);
    const answers = reports.flatMap(({ items }) => items);
    for (const id of ids) {
      const about = answers.filter((answer) => answer.id === id).map(({ code }) => code);
      assert.equal(about.filter((code) => code === null).length, 1, id);
      assert.ok(about.every((code) => code === null || code === "WITHDRAWAL_STATE"));
    }
    const ends = await statuses(mall, ids);
    const approved = ids.filter((_, n) => ends[n] === "approved");
    assert.equal(approved.length + ends.filter((end) => end === "rejected").length, 24);
    assert.equal((await audited(mall, "review_withdrawal")).length, 24);
    const sent = await db.sql<{ id: string }[]>`
      select subject_id as id from ops.outbox where kind = 'transfer'`;
    assert.deepEqual(sent.map(({ id }) => id).toSorted(), approved.toSorted());
    const held = ids.map((id, n) => approved.includes(id) ? 1000 + n : 0);
    for (const [n, distributor] of distributors.entries()) {
      const gone = held.filter((_, index) => index % 4 === n).reduce((sum, fen) => sum + fen, 0);
      assert.equal((await mall.balances(distributor)).available_fen, 100_000 - gone);
    }
  }));

Deno.test("a batch sent by many connections at once under one key is done once and answers the same to all", () =>
  onMall(async (mall) => {
    const [one] = await rich(mall, 1) as [Member];
    const ids = [await mall.withdraw(one, 1000), await mall.withdraw(one, 2000)]
      .map(({ id }) => id);
    const args = { ids, approve: false, reason: "一起退回", idempotency_key: newKey() };
    const send = (more = {}) => mall.command<Report>("review_withdrawals", { ...args, ...more });
    const [first, ...others] = await Promise.all(Array.from({ length: 10 }, () => send()));
    for (const other of others) assert.deepEqual(other, first);
    assert.deepEqual(codes(first!, ids), [null, null]);
    assert.equal((await audited(mall, "review_withdrawal")).length, 2);
    await refuses("IDEMPOTENCY_CONFLICT", send({ ids: ids.slice(1) }));
  }));

Deno.test("batches of products that overlap, single switches and new prices never wait for each other in a circle", () =>
  onMall(async (mall) => {
    const ids = await products(mall, 8);
    const skus = await mall.db.sql<{ id: string }[]>`select id from catalog.skus order by id`;
    const single = (product_id: string, on_sale: boolean) =>
      mall.command("set_product_status", { product_id, on_sale, reason: "单独" });
    for (let round = 0; round < 3; round++) {
      const reports = await Promise.all([
        switchAll(mall, ids, false),
        switchAll(mall, ids.toReversed(), true),
        switchAll(mall, ids.slice(2, 6), false),
        switchAll(mall, ids.slice(4).toReversed(), true),
      ]);
      await Promise.all([
        switchAll(mall, ids.toReversed(), true),
        ...ids.map((id) => single(id, false)),
        ...skus.map(({ id: sku_id }) =>
          mall.command("set_price", { sku_id, price_fen: 200 + round, reason: "调价" })
        ),
      ]);
      assert.ok(reports.every(({ items }) => items.every(({ code }) => code === null)));
    }
    assert.equal((await audited(mall, "set_product_status")).length, 3 * (8 + 8 + 4 + 4 + 8 + 8));
  }));
