import assert from "node:assert/strict";
import type { z } from "zod";
import type { FieldProblem } from "@/contracts/errors.ts";
import {
  type StaffDistributor,
  StaffDistributorPage,
  StaffDistributorQuery,
} from "@/contracts/staff/distributors.ts";
import { StaffOrderPage, StaffOrderQuery } from "@/contracts/staff/orders.ts";
import {
  type StaffProduct,
  StaffProductPage,
  StaffProductQuery,
} from "@/contracts/staff/catalog.ts";
import { StaffWithdrawalPage, StaffWithdrawalQuery } from "@/contracts/staff/withdrawals.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

interface Page {
  items: { id: string }[];
  next: string | null;
  total?: number | undefined;
  more_than?: boolean | undefined;
}

/** A list that staff sort: the function, its contract, and the key of each sort that is not the order of ids. */
interface Sorted {
  fn: string;
  Page: z.ZodType<Page>;
  sorts: readonly string[];
  // deno-lint-ignore no-explicit-any -- each list has items of its own
  keys: Record<string, (item: any) => number>;
}

const time = (at: string | null) => at === null ? 0 : Date.parse(at);
const stock = ({ skus }: StaffProduct) =>
  skus.reduce((sum, { on_sale, available }) => sum + (on_sale ? available : 0), 0);

const lists: Sorted[] = [
  {
    fn: "staff_list_orders",
    Page: StaffOrderPage,
    sorts: StaffOrderQuery.shape.sort.unwrap().options,
    keys: { payable_fen: ({ payable_fen }) => payable_fen },
  },
  {
    fn: "staff_list_products",
    Page: StaffProductPage,
    sorts: StaffProductQuery.shape.sort.unwrap().options,
    keys: {
      updated_at: ({ updated_at }) => time(updated_at),
      price_fen: ({ price_fen }) => price_fen,
      sold_count: ({ sold_count }) => sold_count,
      stock,
    },
  },
  {
    fn: "list_distributors",
    Page: StaffDistributorPage,
    sorts: StaffDistributorQuery.shape.sort.unwrap().options,
    keys: {
      applied_at: ({ applied_at }) => time(applied_at),
      approved_at: ({ approved_at }) => time(approved_at),
      available_fen: ({ available_fen }) => available_fen,
    },
  },
  {
    fn: "staff_list_withdrawals",
    Page: StaffWithdrawalPage,
    sorts: StaffWithdrawalQuery.shape.sort.unwrap().options,
    keys: { amount_fen: ({ amount_fen }) => amount_fen },
  },
];

const read = async ({ fn, Page }: Sorted, mall: Mall, args: Record<string, unknown> = {}) =>
  Page.parse(await mall.db.call(mall.owner, fn, { shop: mall.shop, ...args }));

/** The field that a refusal names, and what it says of it. */
async function refusal(list: Sorted, mall: Mall, args: Record<string, unknown>) {
  const error = await read(list, mall, args).then(
    () => assert.fail(`${list.fn} took ${JSON.stringify(args)}`),
    (error: Error & { detail: string }) => error,
  );
  assert.equal(error.message, "INVALID_REQUEST");
  const [field] = (JSON.parse(error.detail) as { fields: FieldProblem[] }).fields;
  return field!;
}

/** Orders, products, distributors and withdrawals, several with the same key. */
async function furnished(mall: Mall): Promise<void> {
  await mall.settings({ settle_days: 0, after_sale_days: 90 });
  await mall.withdrawalRules({ one_open: false, daily_count: 99, review_above_fen: 0 });
  const skus: string[] = [];
  for (const [price, stock] of [[300_000, 9], [500, 9], [500, 40], [2000, 3]] as const) {
    skus.push(...await mall.product([price], { stock }));
  }
  const { level1, buyer } = await mall.chain();
  for (const quantity of [1, 2, 1]) {
    const { order_id } = await mall.buy(buyer, [{ sku_id: skus[0]!, quantity }]);
    await mall.complete(buyer, order_id);
  }
  await mall.settle();
  for (const fen of [500, 700, 500, 900]) await mall.withdraw(level1, fen);
  for (const sku_id of skus.slice(1)) await mall.buy(buyer, [{ sku_id, quantity: 1 }]);
  for (const member of await mall.members(3)) await mall.promote(member);
  const [terms] = await mall.db.sql`select terms_version from shop.settings`;
  await mall.db.call(await mall.member(), "apply_distributor", {
    idempotency_key: crypto.randomUUID(),
    terms_version: terms!.terms_version,
  });
  await mall.db.sql`update catalog.products set sold_count = 4 where min_price_fen < 1000`;
}

/** The ids of a whole list, read page by page. Only the first page says how many there are. */
async function walk(list: Sorted, mall: Mall, sort: string): Promise<string[]> {
  const ids: string[] = [];
  let first: Page | undefined;
  for (let after: string | null = null;;) {
    const page = await read(list, mall, { sort, page_size: 2, ...(after ? { after } : {}) });
    ids.push(...page.items.map(({ id }) => id));
    if (first) assert.ok(!("total" in page) && !("more_than" in page));
    first ??= page;
    if (!(after = page.next)) break;
  }
  assert.deepEqual([first.total, first.more_than], [ids.length, false]);
  return ids;
}

Deno.test("staff read each sorted list page by page, by every sort of its contract, up and down", (t) =>
  onMall(async (mall) => {
    await furnished(mall);
    for (const list of lists) {
      const all = (await read(list, mall, { page_size: 100 })).items;
      assert.ok(all.length >= 4, `${list.fn} has too few rows to page through`);
      for (const sort of list.sorts) {
        await t.step(`${list.fn} by ${sort}`, async () => {
          const key = list.keys[sort.replace(/^-/, "")] ?? (() => 0);
          const up = all.toSorted((a, b) => key(a) - key(b) || (a.id < b.id ? -1 : 1));
          const expected = (sort.startsWith("-") ? up.toReversed() : up).map(({ id }) => id);
          assert.deepEqual(await walk(list, mall, sort), expected);
        });
      }
    }
  }));

Deno.test("an unknown sort, and a cursor of another sort or of none, are refused at their field", (t) =>
  onMall(async (mall) => {
    await furnished(mall);
    for (const list of lists) {
      await t.step(list.fn, async () => {
        const names = list.sorts.filter((sort) => !sort.startsWith("-"));
        for (const sort of ["title", "id", "", "-", `--${names[0]}`, `${names[0]} desc`, null]) {
          assert.deepEqual(await refusal(list, mall, { sort }), {
            field: "sort",
            message: `只能按 ${names.join("、")} 排序`,
          });
        }
        const [sort, other] = list.sorts as [string, string];
        const { next } = await read(list, mall, { sort, page_size: 1 });
        assert.equal((await refusal(list, mall, { sort: other, after: next })).field, "after");
        const id = next!.split("~")[2];
        for (
          const after of ["", id, `${sort}~${id}`, `${sort}~1e9~${id}`, `${sort}~1~`, `${next}~`]
        ) {
          assert.equal((await refusal(list, mall, { sort, after })).field, "after", after);
        }
        const beyond = `${sort}~${"9".repeat(18)}~ffffffff-ffff-ffff-ffff-ffffffffffff`;
        assert.equal((await read(list, mall, { sort, after: beyond })).next, null);
      });
    }
  }));

Deno.test("what moves to another place between two pages hides nothing and shows nothing twice", () =>
  onMall(async (mall) => {
    const skus: string[] = [];
    for (let n = 1; n <= 6; n++) skus.push(...await mall.product([n * 100], { stock: 1 }));
    const list = lists[1]!;
    const sort = "price_fen";
    const first = await read(list, mall, { sort, page_size: 3 });
    for (const [sku_id, price_fen] of [[skus[0], 900], [skus[5], 50]]) {
      await mall.command("set_price", { sku_id, price_fen, reason: "调价" });
    }
    await mall.product([250], { stock: 1 });
    const second = await read(list, mall, { sort, page_size: 10, after: first.next });
    const prices = (second.items as StaffProduct[]).map(({ price_fen }) => price_fen);
    assert.deepEqual(prices, [400, 500, 900]); // the first moved behind, and is as new as what it says
    const still = first.items.slice(1).map(({ id }) => id);
    assert.ok(second.items.every(({ id }) => !still.includes(id)));
  }));

Deno.test("a list is counted up to 10,000 and then says that there are more, by the filter of its page", () =>
  onMall(async (mall) => {
    const list = lists[1]!;
    const add = (count: number, title: string) =>
      mall.db.sql.begin(async (sql) => {
        await sql`set local session_replication_role = replica`; // no triggers: this test does not search
        await sql`insert into catalog.products (shop_id, title)
          select ${mall.shop_id}, ${title} from generate_series(1, ${count}::int)`;
      });
    await add(9_998, "茶");
    await add(2, "杯子");
    const counted = async (args = {}) => {
      const { total, more_than, items } = await read(list, mall, { page_size: 1, ...args });
      return [total, more_than, items.length];
    };
    assert.deepEqual(await counted(), [10_000, false, 1]);
    assert.deepEqual(await counted({ query: "杯" }), [2, false, 1]);
    assert.deepEqual(await counted({ status: "on_sale" }), [0, false, 0]);
    await add(1, "杯子");
    assert.deepEqual(await counted(), [10_000, true, 1]);
    assert.deepEqual(await counted({ sort: "stock" }), [10_000, true, 1]);
  }));

Deno.test("a search of distributors is sorted and not counted: that would read every name", () =>
  onMall(async (mall) => {
    for (const member of await mall.members(3)) await mall.promote(member);
    const [one] = (await read(lists[2]!, mall)).items as StaffDistributor[];
    const found = await read(lists[2]!, mall, { query: one!.code, sort: "approved_at" });
    assert.deepEqual(found.items.map(({ id }) => id), [one!.id]);
    assert.equal(found.total, undefined);
  }));

Deno.test("orders, distributors and withdrawals are read in their order from an index", (t) =>
  onMall(async (mall) => {
    await furnished(mall);
    const none = "00000000-0000-4000-8000-000000000000";
    for (
      const [index, listed, sort] of [
        ["trade.orders_by_payable", "listed_orders($1, null, null, $2, 21)", "payable_fen"],
        [
          "referral.distributors_by_application",
          "listed_distributors($1, null, null, true, null, null, $2, 21)",
          "applied_at",
        ],
        [
          "referral.distributors_by_approval",
          "listed_distributors($1, null, null, true, null, null, $2, 21)",
          "approved_at",
        ],
        ["pay.withdrawals_by_amount", "listed_withdrawals($1, null, null, $2, 21)", "amount_fen"],
      ] as const
    ) {
      await t.step(index, () =>
        mall.db.sql.begin(async (sql) => {
          await sql`select set_config('enable_seqscan', 'off', true),
            set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)`;
          // The counter includes earlier transactions until the session reports them.
          const scans = async () => {
            const [row] = await sql<{ scans: number }[]>`
              select pg_stat_get_xact_numscans(${index}::regclass)::int as scans`;
            return row!.scans;
          };
          const before = await scans();
          for (const up of [true, false]) {
            await sql.unsafe(`select from private.${listed}`, [
              mall.shop_id,
              `(${sort},${up},1,${none})`,
            ]);
          }
          assert.equal(await scans() - before, 2);
        }));
    }
  }));
