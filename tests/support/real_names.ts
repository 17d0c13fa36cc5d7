/** For tests of payouts that need a real name: a distributor with much in the balance, and the name given. */
import type { OwnRealName } from "@/contracts/withdrawals.ts";
import type { Sealer } from "@/shared/seal.ts";
import { sealRealName } from "@/shared/sealed_name.ts";
import { asServer, type Mall, type Member } from "./mall.ts";
import { test_sealer } from "./wechat_callbacks.ts";
import { WechatWorld } from "./wechat_world.ts";

/** Gives the name as the API does; answers what its owner is shown. */
export async function giveName(
  mall: Mall,
  member: Member,
  name: string,
  sealer: Sealer = test_sealer,
): Promise<string | null> {
  const owner = { shop_id: mall.shop_id, member_id: member.member_id };
  const { real_name } = await mall.db.call<OwnRealName>(asServer(member), "save_real_name", {
    name: await sealRealName(sealer, owner, name),
  });
  return real_name;
}

/** A member whom WeChat knows under this name, with a settled balance of 10 % of so much. */
export async function earner(real_name: string, price_fen = 10_000_000) {
  const world = await WechatWorld.open({
    transfer_max_fen: 20_000_000,
    transfer_user_day_fen: 20_000_000,
  });
  const { mall } = world;
  const user = world.simulator.control.createUser({ real_name });
  const [level1, buyer] = [await mall.member(user.openid), await world.member()];
  await mall.promote(level1);
  await mall.bind(buyer, level1);
  await mall.withdrawalRules({
    ...{ max_fen: 20_000_000, daily_fen: 20_000_000, monthly_fen: 20_000_000 },
    ...{ review_above_fen: 20_000_000, daily_count: 100 },
  });
  const [sku_id] = await mall.product([price_fen]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
  await mall.complete(buyer, order_id);
  await world.tick();
  await world.db.clock.advance(61);
  await mall.settle();
  await world.db.clock.reset();
  return { world, mall, level1, openid: user.openid };
}
