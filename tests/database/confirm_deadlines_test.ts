import assert from "node:assert/strict";
import { confirm, withdrawing } from "@/tests/support/transfers.ts";
import type { WechatWorld } from "@/tests/support/wechat_world.ts";
import type { Member } from "@/tests/support/mall.ts";

async function told(world: WechatWorld, who: Member): Promise<string[]> {
  const { items } = await world.db.call<{ items: { kind: string; words: string }[] }>(
    who,
    "list_notices",
  );
  return items.map(({ words }) => words).toReversed();
}

Deno.test("C74 who has 24 hours to take the money is told when they begin and when four are left, once each", async () => {
  const { world, level1, id } = await withdrawing();
  await world.tick();
  const begun = await told(world, level1);
  assert.equal(begun.length, 1);
  assert.match(
    begun[0]!,
    /^提现到账的 ¥90\.00 等你确认。请在北京时间 .+ 前确认收款，过期退回余额。$/,
  );
  await world.later(19 * 60);
  await world.tick();
  assert.equal((await told(world, level1)).length, 1);
  await world.later(61);
  await Promise.all([world.tick(), world.tick()]);
  await world.tick();
  const left = await told(world, level1);
  assert.equal(left.length, 2);
  assert.match(left[1]!, /还没有确认，北京时间 .+ 过期，之后退回余额。$/);
  await confirm(world, id);
  await world.close();
});

Deno.test("C74 who has taken the money is not reminded", async () => {
  const { world, level1, id } = await withdrawing();
  await world.tick();
  await confirm(world, id);
  await world.later(21 * 60);
  await world.tick();
  assert.equal((await told(world, level1)).length, 1);
  await world.close();
});
