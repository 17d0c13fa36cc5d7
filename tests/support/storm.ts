/** What people and jobs do at random in a storm. */
import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

export const WORKERS = 16;

export const DEEDS = 14;

export interface World {
  mall: Mall;
  buyers: Member[];
  promoters: Member[];
  skus: string[];
  /** At 1 fen and at 0. */
  cheap: string[];
  pick: <T>(list: readonly T[]) => T;
}

/** Repeatable chance (mulberry32). */
export function chance(seed: number): () => number {
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
export const deeds: ((world: World) => Promise<unknown>)[] = [
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
  (world) =>
    asStaff(world, "adjust_balance", {
      distributor_id: world.pick(world.promoters).member_id,
      amount_fen: world.pick([-700, 300, 900]),
    }),
  async ({ mall, pick, buyers, promoters }) => await mall.bind(pick(buyers), pick(promoters)),
];
