import assert from "node:assert/strict";
import type { CountReport, StockCount, StockPage } from "@/contracts/staff/stock.ts";
import type { TestClaims } from "@/tests/support/database.ts";
import { Mall, newKey } from "@/tests/support/mall.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { waiters } from "@/tests/support/waiting.ts";

type Report = Pick<CountReport, "items">;

const list = (mall: Mall, filter: Record<string, unknown> = {}) =>
  mall.db.call<StockPage>(mall.owner, "list_stock", { shop: mall.shop, ...filter });

/** What is read of SKUs, with what is counted of each: pieces more or fewer than should be there. */
async function counted(mall: Mall, skus: string[], differences: number[]): Promise<StockCount[]> {
  const { items } = await list(mall, { page_size: 100 });
  return skus.map((id, n) => {
    const { available, held } = items.find((row) => row.id === id)!;
    return { id, available, held, counted: available + held + (differences[n] ?? 0) };
  });
}

const count = (mall: Mall, counts: unknown, more: Record<string, unknown> = {}, by?: TestClaims) =>
  mall.command<Report>("count_stock", { counts, reason: "月底盘点", ...more }, by ?? mall.owner);

const outcome = ({ items }: Report, ids: string[]) =>
  ids.map((id) => {
    const { code, before, after } = items.find((item) => item.id === id)!;
    return [code, before, after];
  });

Deno.test("counted stock becomes the stock, logged with before, after, person and reason; an equal count moves nothing", () =>
  onMall(async (mall) => {
    const ids = await mall.product([100, 100, 100], { stock: 20 });
    const report = await count(mall, await counted(mall, ids, [-3, 0, 5]));
    assert.deepEqual(outcome(report, ids), [[null, 20, 17], [null, 20, 20], [null, 20, 25]]);
    assert.deepEqual(await Promise.all(ids.map((id) => mall.available(id))), [17, 20, 25]);
    const moved = await mall.db.sql`
      select delta, cause, reason from catalog.stock_movements
       where sku_id = any (${ids}) and reason = '月底盘点' order by delta`;
    assert.deepEqual(moved.map((row) => ({ ...row })), [
      { delta: -3, cause: "adjust", reason: "月底盘点" },
      { delta: 5, cause: "adjust", reason: "月底盘点" },
    ]);
    const audited = await mall.db.sql`
      select actor_kind, actor_id is not null as named, reason, detail from ops.audit_log
       where command = 'count_stock' and subject_id = ${ids[0]!}`;
    assert.deepEqual(audited.map((row) => ({ ...row })), [
      { actor_kind: "staff", named: true, reason: "月底盘点", detail: { before: 20, after: 17 } },
    ]);
  }));

Deno.test("pieces that orders hold lie on the shelf until they are sent, and are counted there", () =>
  onMall(async (mall) => {
    const [id] = await mall.product([100], { stock: 10 }) as [string];
    const held = async () => {
      const [row] = (await list(mall)).items;
      return [row!.available, row!.held];
    };
    const buyer = await mall.member();
    const unpaid = await mall.place(buyer, [{ sku_id: id, quantity: 2 }]);
    const bought = await mall.buy(await mall.member(), [{ sku_id: id, quantity: 3 }]);
    assert.deepEqual(await held(), [5, 5]);
    const report = await count(mall, await counted(mall, [id], [-1]));
    assert.deepEqual(outcome(report, [id]), [[null, 10, 9]]);
    assert.deepEqual(await held(), [4, 5]);
    // More promised than there is: a person has to decide whose order is not served.
    const few = (await counted(mall, [id], [-5]))[0]!;
    assert.deepEqual(outcome(await count(mall, [few]), [id]), [["STOCK_BELOW_ZERO", 9, 9]]);
    await mall.command("staff_close_order", { order_id: unpaid.order_id, reason: "买家要求" });
    assert.deepEqual(await held(), [6, 3]);
    await mall.ship(bought.order_id);
    assert.deepEqual(await held(), [6, 0]);
  }));

Deno.test("a SKU whose stock moved since it was read is refused alone and told, the others are done", () =>
  onMall(async (mall, db) => {
    const ids = await mall.product([100, 100], { stock: 20 });
    const other = await Mall.open(db, "other");
    const [foreign] = await other.product([100], { stock: 20 }) as [string];
    const counts = await counted(mall, ids, [-1, -1]);
    await mall.buy(await mall.member(), [{ sku_id: ids[0]!, quantity: 4 }]);
    const all = [...counts, { ...counts[0]!, id: foreign }];
    const report = await count(mall, all);
    assert.deepEqual(outcome(report, [...ids, foreign]), [
      ["STOCK_MOVED", 20, 20], // four of them are held now
      [null, 20, 19],
      ["SKU_NOT_FOUND", null, null],
    ]);
    assert.equal(await mall.available(ids[0]!), 16);
    assert.equal(await other.available(foreign), 20);
    // Read again, it is done.
    const again = await count(mall, await counted(mall, [ids[0]!], [-1]));
    assert.deepEqual(outcome(again, [ids[0]!]), [[null, 20, 19]]);
  }));

Deno.test("a parcel that leaves while its shelf is counted is waited for, and the count is refused", () =>
  onMall(async (mall, db) => {
    const [id] = await mall.product([100], { stock: 10 }) as [string];
    const { order_id } = await mall.buy(await mall.member(), [{ sku_id: id, quantity: 3 }]);
    const counts = await counted(mall, [id], [-3]); // the parcel has left the shelf already
    let counting: Promise<Report> | undefined;
    await db.sql.begin(async (sending) => {
      await sending`select set_config('request.jwt.claims', ${JSON.stringify(mall.owner)}, true)`;
      await sending`
        select api.ship_order(shop => ${mall.shop}, order_id => ${order_id}, lines => null,
          carrier => 'ZTO', tracking_no => '75000000001', idempotency_key => ${newKey()})`;
      counting = count(mall, counts);
      await waiters(db);
    });
    assert.deepEqual(outcome(await counting!, [id]), [["STOCK_MOVED", 7, 7]]);
    assert.equal(await mall.available(id), 7);
  }));

Deno.test("of many who count the same shelves from the same reading, in any order, each SKU is counted by exactly one", () =>
  onMall(async (mall, db) => {
    const ids = await mall.product([100, 100, 100, 100], { stock: 50 });
    const read = await counted(mall, ids, []);
    const keepers = Array.from({ length: 12 }, (_, n) => n);
    const asked: Promise<Report>[] = [];
    await db.sql.begin(async (held) => {
      await held`select from catalog.stock where sku_id = any (${ids}) for update`;
      for (const n of keepers) {
        const mine = read.map((one) => ({ ...one, counted: 50 - n - 1 }));
        asked.push(count(mall, n % 2 ? mine : mine.toReversed()));
      }
      await waiters(db, keepers.length);
    });
    const reports = await Promise.all(asked);
    for (const id of ids) {
      const done = reports.filter(({ items }) =>
        items.find((item) => item.id === id)!.code === null
      );
      assert.equal(done.length, 1);
      const { after } = done[0]!.items.find((item) => item.id === id)!;
      assert.equal(await mall.available(id), after);
    }
    const refused = reports.flatMap(({ items }) => items.filter(({ code }) => code !== null));
    assert.ok(refused.every(({ code }) => code === "STOCK_MOVED"));
    assert.equal(refused.length, 11 * 4);
  }));

Deno.test("shelves are counted while buyers order from them: no piece is lost and none is made", () =>
  onMall(async (mall) => {
    const ids = await mall.product([100, 100], { stock: 100 });
    const buyers = await mall.members(10);
    const reports: Report[] = [];
    const keep = async () => {
      for (let n = 0; n < 6; n++) {
        reports.push(await count(mall, await counted(mall, ids, [-1, 1])));
      }
    };
    await Promise.all([
      keep(),
      keep(),
      ...buyers.map((buyer, n) =>
        mall.buy(buyer, [{ sku_id: ids[n % 2]!, quantity: 1 }, {
          sku_id: ids[1 - n % 2]!,
          quantity: 2,
        }])
      ),
    ]);
    const changes = ids.map((id) =>
      reports.flatMap(({ items }) => items.filter((item) => item.id === id))
        .reduce((sum, { before, after }) => sum + after! - before!, 0)
    );
    const rows = (await list(mall)).items;
    for (const [n, id] of ids.entries()) {
      const { available, held } = rows.find((row) => row.id === id)!;
      assert.equal(available + held, 100 + changes[n]!);
      assert.equal(held, 15);
    }
  }));

Deno.test("one key counts once, and a count of nothing, twice of one, below nothing or of no whole number is refused", () =>
  onMall(async (mall) => {
    const [id] = await mall.product([100], { stock: 20 }) as [string];
    const counts = await counted(mall, [id], [-1]);
    const idempotency_key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => count(mall, counts, { idempotency_key })),
    );
    for (const answer of answers) assert.deepEqual(outcome(answer, [id]), [[null, 20, 19]]);
    assert.equal(await mall.available(id), 19);
    await refuses("IDEMPOTENCY_CONFLICT", count(mall, counts, { idempotency_key, reason: "再点" }));

    const [one] = await counted(mall, [id], [0]) as [StockCount];
    const many = Array.from({ length: 101 }, () => ({ ...one, id: crypto.randomUUID() }));
    const wrong: unknown[] = [
      null,
      {},
      [],
      [one, one],
      many,
      [{ ...one, counted: -1 }],
      [{ ...one, counted: 1.5 }],
      [{ ...one, counted: 1_000_001 }],
      [{ ...one, held: null }],
      [{ ...one, more: 1 }],
      ["x"],
    ];
    for (const counts of wrong) {
      await assert.rejects(
        count(mall, counts),
        { message: "INVALID_REQUEST" },
        JSON.stringify(counts),
      );
    }
    await refuses("FORBIDDEN", count(mall, [one], {}, await mall.staff("viewer")));
    assert.equal(await mall.available(id), 19);
  }));
