import assert from "node:assert/strict";
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const WORKERS = 16;
const DEEDS = 14;

interface World {
  mall: Mall;
  buyers: Member[];
  promoters: Member[];
  skus: string[];
  /** At 1 fen and at 0. */
  cheap: string[];
  pick: <T>(list: readonly T[]) => T;
}

/** Repeatable chance (mulberry32). */
function chance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function any(mall: Mall, table: string, where: string): Promise<Record<string, string>> {
  const [row] = await mall.db.sql.unsafe<Record<string, string>[]>(
    `select * from ${table} where ${where} order by random() limit 1`,
  );
  if (!row) throw Object.assign(new Error("NOTHING"), { code: "PT404" });
  return row;
}

const asStaff = ({ mall }: World, fn: string, args: Record<string, unknown>) =>
  mall.command(fn, { reason: "风暴", ...args });

const asJob = ({ mall }: World, fn: string, args: Record<string, unknown> = {}) =>
  mall.db.call({ role: "mall_jobs" }, fn, args);

async function buyerOf({ mall, buyers }: World, status: string) {
  const order = await any(mall, "trade.orders", `status = '${status}'`);
  return { order, buyer: buyers.find((one) => one.member_id === order.member_id)! };
}

async function transfer(world: World, state: string) {
  const { mall } = world;
  const { id } = await any(mall, "pay.withdrawals", "status in ('approved', 'submitted')");
  const about = { shop_id: mall.shop_id, withdrawal_id: id };
  await asJob(world, "begin_transfer", about);
  await asJob(world, "record_transfer_answer", { ...about, bill: { state } });
}

async function review(world: World, approve: boolean) {
  const { id } = await any(world.mall, "pay.withdrawals", "status in ('requested', 'held')");
  await asStaff(world, "review_withdrawal", {
    withdrawal_id: id,
    approve,
  });
}

async function order(world: World) {
  const { mall, pick, buyers, skus } = world;
  const buyer = pick(buyers);
  const lines = skus.map((sku_id, n) => ({ sku_id, quantity: n + 1 }));
  const chosen = pick([lines, lines.toReversed(), lines.slice(1)]);
  return { buyer, placed: await mall.place(buyer, chosen) };
}

/** What may happen in a shop at any moment. */
const deeds: ((world: World) => Promise<unknown>)[] = [
  async (world) => {
    const { buyer, placed } = await order(world);
    await world.mall.notify(await world.mall.startPaying(buyer, placed));
  },
  async (world) => {
    const { buyer, placed } = await order(world);
    const paid = await world.mall.startPaying(buyer, placed);
    const cancel = world.mall.db.call(buyer, "cancel_order", {
      order_id: placed.order_id,
      idempotency_key: newKey(),
    });
    await Promise.all([cancel, world.mall.notify(paid)]);
  },
  async (world) => {
    const { order, buyer } = await buyerOf(world, world.pick(["paid", "shipped", "completed"]));
    const pieces = world.pick([null, [{ line_no: 1, quantity: 1 }]]);
    await world.mall.refund(buyer, order.id!, pieces);
  },
  async (world) => {
    const { order, buyer } = await buyerOf(world, "shipped");
    const id = await world.mall.askRefund(buyer, order.id!, null, "return_refund");
    await world.mall.approveRefund(id);
    await asStaff(world, "receive_return", { after_sale_id: id });
    await world.mall.refundArrives(id);
  },
  async (world) => {
    const { order } = await buyerOf(world, "paid");
    await world.mall.ship(order.id!, world.pick([null, [{ line_no: 1, quantity: 1 }]]));
  },
  async (world) => {
    const { order, buyer } = await buyerOf(world, "shipped");
    await world.mall.receive(buyer, order.id!);
  },
  ({ mall }) => mall.settle(3),
  ({ mall, pick, promoters }) => mall.withdraw(pick(promoters), pick([50, 400, 2500])),
  (world) => review(world, true),
  (world) => review(world, false),
  (world) => transfer(world, "SUCCESS"),
  (world) => transfer(world, "FAIL"),
  async ({ mall, promoters }) => {
    const row = await any(mall, "pay.withdrawals", "status in ('requested', 'approved', 'held')");
    const whose = promoters.find((one) => one.member_id === row.distributor_id)!;
    await mall.db.call(whose, "cancel_withdrawal", { withdrawal_id: row.id });
  },
  (world) =>
    asStaff(world, "suspend_distributor", {
      distributor_id: world.pick(world.promoters).member_id,
    }),
  (world) =>
    asStaff(world, "restore_distributor", {
      distributor_id: world.pick(world.promoters).member_id,
    }),
  (world) =>
    asStaff(world, "move_parent", {
      distributor_id: world.pick(world.promoters).member_id,
      parent_id: world.pick(world.promoters).member_id,
    }),
  async (world) => {
    const { id } = await any(world.mall, "ledger.commissions", "status in ('pending', 'held')");
    await asStaff(world, "hold_commission", { commission_id: id });
    await asStaff(world, "void_commission", { commission_id: id });
  },
  (world) =>
    asStaff(world, "adjust_stock", {
      sku_id: world.pick(world.skus),
      delta: world.pick([-7, 5, 9]),
    }),
  (world) =>
    asStaff(world, "set_price", {
      sku_id: world.pick(world.skus),
      price_fen: world.pick([3333, 9999, 10_001]),
    }),
  // Time runs out while the money is on its way: asked, closed, revived or sent back.
  async (world) => {
    const { mall } = world;
    const { buyer, placed } = await order(world);
    const paid = await mall.startPaying(buyer, placed);
    await mall.db.sql`
      update trade.orders set expires_at = private.now() - interval '3 hours' where id = ${placed.order_id}`;
    const about = { shop_id: mall.shop_id, attempt_id: paid.attempt_id };
    await Promise.all([
      asJob(world, "claim_expired_orders"),
      asJob(world, "record_payment_closed", about),
      mall.notify(paid),
    ]);
  },
  // Goods so cheap that one piece's refund is nothing, and goods for nothing.
  async (world) => {
    const { mall, pick, buyers, cheap } = world;
    const buyer = pick(buyers);
    const lines = cheap.map((sku_id) => ({ sku_id, quantity: 3 }));
    const placed = await mall.place(buyer, pick([lines, lines.slice(1)]));
    if (placed.payable_fen > 0) await mall.notify(await mall.startPaying(buyer, placed));
    for (let n = 0; n < 3; n++) {
      await mall.refund(buyer, placed.order_id, [{ line_no: 1, quantity: 1 }]);
    }
  },
  async ({ mall, pick, buyers, promoters }) => await mall.bind(pick(buyers), pick(promoters)),
];

/** Answers how many deeds were done; a refusal by name is none, anything else a fault. */
async function rage(world: World, faults: string[]): Promise<number> {
  let done = 0;
  for (let n = 0; n < DEEDS; n++) {
    const deed = world.pick(deeds);
    await deed(world).then(
      () => done++,
      ({ code, message }: { code?: string; message: string }) => {
        if (!/^PT4\d\d$/.test(code ?? "")) faults.push(`${code} ${message} in ${deed}`);
      },
    );
  }
  return done;
}

async function stormyMall(mall: Mall, random: () => number): Promise<World> {
  await mall.settings({
    settle_days: 0,
    after_sale_days: 90,
    binding_mode: "newest",
  });
  await mall.withdrawalRules({
    one_open: false,
    min_fen: 10,
    daily_count: 100_000,
    review_above_fen: 300,
  });
  const skus = await mall.product([9999, 3333], { stock: 400 });
  const cheap = await mall.product([1, 0], { stock: 400 });
  const promoters = await mall.members(4);
  for (const [n, one] of promoters.entries()) await mall.promote(one, promoters[n - 1]);
  const buyers = await mall.members(6);
  for (const [n, one] of buyers.entries()) await mall.bind(one, promoters[n % 4]!);
  for (const buyer of buyers) {
    const paid = await mall.buy(buyer, skus.map((sku_id) => ({ sku_id, quantity: 3 })));
    await mall.complete(buyer, paid.order_id);
  }
  await mall.settle();
  return {
    mall,
    buyers,
    promoters,
    skus,
    cheap,
    pick: (list) => list[Math.floor(random() * list.length)]!,
  };
}

/** What his live messages add up to is what he would read. */
async function checkLive(mall: Mall, who: Member): Promise<void> {
  const figures = ["pending_fen", "held_fen", "available_fen", "withdrawing_fen", "withdrawn_fen"];
  const rows = await mall.db.sql<{ figure: string; sum: number }[]>`
    select figure, coalesce(sum((m.payload -> 'delta' ->> figure)::bigint), 0)::float8 as sum
      from unnest(${figures}::text[]) figure
      left join realtime.messages m on m.topic = ${`member:${who.member_id}`}
     group by figure`;
  const balances = await mall.balances(who);
  const read = Object.fromEntries(figures.map((figure) => [figure, balances[figure]]));
  assert.deepEqual(Object.fromEntries(rows.map(({ figure, sum }) => [figure, sum])), read);
}

Deno.test("everything at once, from 16 sides: no deadlock, no lost fen, nobody suspended earns, every live figure right", () =>
  onMall(async (mall, db) => {
    const world = await stormyMall(mall, chance(20_261_123));
    const faults: string[] = [];
    const done = await Promise.all(Array.from({ length: WORKERS }, () => rage(world, faults)));
    assert.deepEqual(faults, []);
    assert.ok(done.reduce((sum, one) => sum + one) > WORKERS * DEEDS / 5, done.join());

    const open = await db.sql`
      select d.status, c.status as commission from ledger.commissions c
        join referral.distributors d on d.shop_id = c.shop_id and d.id = c.distributor_id
       where d.status = 'suspended' and c.status = 'pending'
          or d.status = 'approved' and exists (select from ledger.commission_holds h
                where h.shop_id = c.shop_id and h.commission_id = c.id and h.released_at is null and h.reason = 'suspension')`;
    assert.deepEqual([...open], []);
    for (const promoter of world.promoters) await checkLive(mall, promoter);
    const halves = await db.sql`
      select c.id from ledger.commissions c
       where c.status in ('pending', 'held') and (c.status = 'held') <> exists (
         select from ledger.commission_holds h where h.shop_id = c.shop_id and h.commission_id = c.id and h.released_at is null)`;
    assert.deepEqual([...halves], []);
    const below = await db.sql`
      select w.id from pay.withdrawals w
        join ledger.balances b on b.shop_id = w.shop_id and b.account_id = private.account_of(w.shop_id, 'commission_available', w.distributor_id)
       where w.status in ('requested', 'approved') and b.balance < 0`;
    assert.deepEqual([...below], []);
  }));
