/** For tests of transfers: a withdrawal that is on its way to WeChat, and what has become of it. */
import type { Member } from "./mall.ts";
import { WechatWorld } from "./wechat_world.ts";

export const balance_fen = 9_000;

/** A distributor with a settled balance, and an approved withdrawal of all of it. */
export async function withdrawing() {
  const world = await WechatWorld.open();
  const { mall } = world;
  const [level1, buyer] = [await world.member(), await world.member()];
  await mall.promote(level1);
  await mall.bind(buyer, level1);
  await mall.withdrawalRules({ review_above_fen: 100_000 });
  const [sku_id] = await mall.product([90_000]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
  await mall.complete(buyer, order_id);
  await world.tick();
  await world.db.clock.advance(61);
  await mall.settle();
  await world.db.clock.reset();
  const { id } = await mall.withdraw(level1, balance_fen);
  return { world, mall, level1, id };
}

export async function stateOf(world: WechatWorld, id: string) {
  const [row] = await world.db.sql<{ status: string; package_info: string | null }[]>`
    select status, package_info from pay.withdrawals where id = ${id}`;
  return row!;
}

export async function statusOf(world: WechatWorld, id: string): Promise<string> {
  return (await stateOf(world, id)).status;
}

export async function available(world: WechatWorld, distributor: Member): Promise<number> {
  return (await world.mall.balances(distributor)).available_fen!;
}

/** The receiver accepts on the phone. */
export async function confirm(world: WechatWorld, id: string): Promise<void> {
  world.simulator.control.confirmTransfer(`1900000001/${world.numberOf(id)}`);
  await world.simulator.settle();
}

/** Ticks, each a little later, until the outbox has tried that often. */
export async function tries(world: WechatWorld, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await world.tick();
    await world.later(0.2 * 3 ** n);
  }
}
