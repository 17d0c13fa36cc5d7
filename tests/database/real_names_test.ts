import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import { openRealName } from "@/shared/sealed_name.ts";
import { asServer } from "@/tests/support/mall.ts";
import { refuses } from "@/tests/support/on_mall.ts";
import { earner, giveName } from "@/tests/support/real_names.ts";
import { traces } from "@/tests/support/traces.ts";
import { available, confirm, statusOf } from "@/tests/support/transfers.ts";
import { test_sealer } from "@/tests/support/wechat_callbacks.ts";

let logged = "";
writeLogTo((line) => void (logged += line));

const name = "欧阳青禾";

Deno.test("C75 from 2,000 yuan on a transfer goes under the real name, which stands in full nowhere", async () => {
  const { world, mall, level1 } = await earner(name);
  await refuses("REAL_NAME_REQUIRED", mall.withdraw(level1, 200_000));
  assert.equal(await giveName(mall, level1, name), "欧**");
  const { id } = await mall.withdraw(level1, 200_000);
  await world.tick();
  const [bill] = world.simulator.state.transfers.rows();
  assert.deepEqual([bill!.user_name, bill!.amount_fen], [name, 200_000]);
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  assert.deepEqual(await traces(world.db, [name, "青禾"]), []);
  assert.equal(logged.includes(name), false);
  const [kept] = await world.db.sql<{ sealed: string }[]>`select sealed from person.real_names`;
  const owner = { shop_id: mall.shop_id, member_id: level1.member_id };
  assert.equal(await openRealName(test_sealer, { ...owner, sealed: kept!.sealed }), name);
  const { sealed } = kept!;
  await assert.rejects(openRealName(test_sealer, { ...owner, member_id: mall.shop_id, sealed }));
  await world.close();
});

Deno.test("C75 what arrives decides: below 2,000 yuan no name is asked for and none is told", async () => {
  const { world, mall, level1 } = await earner(name);
  await mall.withdrawalRules({ fee_bps: 1, one_open: false });
  const { id, net_fen } = await mall.withdraw(level1, 200_019); // the fee is 20 fen
  assert.equal(net_fen, 199_999);
  await refuses("REAL_NAME_REQUIRED", mall.withdraw(level1, 200_020));
  await giveName(mall, level1, name);
  await mall.withdraw(level1, 200_020);
  await world.tick();
  const bills = [...world.simulator.state.transfers.rows()];
  const told = bills.map(({ amount_fen, user_name }) => [amount_fen, user_name]).toSorted();
  assert.deepEqual(told, [[199_999, null], [200_000, name]]);
  await confirm(world, id);
  await world.close();
});

Deno.test("C75 C76 a name that is not WeChat's fails, says so in words, and the money returns", async () => {
  const { world, mall, level1 } = await earner("李小明");
  await giveName(mall, level1, "李大明");
  const before = await available(world, level1);
  const { id } = await mall.withdraw(level1, 300_000);
  await world.tick();
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), before);
  const { items } = await world.db.call<{ items: { reason: string }[] }>(
    level1,
    "list_withdrawals",
  );
  assert.equal(items[0]!.reason, "NAME_NOT_CORRECT");
  await giveName(mall, level1, "李小明"); // and asks again
  const again = await mall.withdraw(level1, 300_000);
  await world.tick();
  await confirm(world, again.id);
  assert.equal(await statusOf(world, again.id), "paid");
  await world.close();
});

Deno.test("C72 a name stays while a withdrawal under it is open, and is forgotten when the last has ended", async () => {
  const { world, mall, level1 } = await earner(name);
  await giveName(mall, level1, name);
  const small = await mall.withdraw(level1, 500);
  await giveName(mall, level1, "李四"); // no name goes with it
  await world.db.call(level1, "cancel_withdrawal", { withdrawal_id: small.id });
  await giveName(mall, level1, name);
  const { id } = await mall.withdraw(level1, 1_000_000);
  await refuses("REAL_NAME_IN_USE", giveName(mall, level1, "李四"));
  await refuses("REAL_NAME_IN_USE", world.db.call(level1, "drop_real_name"));
  await world.db.call(level1, "forget_me");
  const kept = () => world.db.sql`select from person.real_names`;
  assert.equal((await kept()).length, 1);
  await world.tick();
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  await world.db.clock.advance(1);
  await world.tick();
  assert.equal((await kept()).length, 0);
  await world.close();
});

Deno.test("C75 whoever leaves without an open withdrawal leaves no name; only distributors give one", async () => {
  const { world, mall, level1 } = await earner(name);
  await giveName(mall, level1, name);
  await world.db.call(level1, "drop_real_name");
  await world.db.call(level1, "drop_real_name");
  await giveName(mall, level1, name);
  await world.db.call(level1, "forget_me"); // the balance remains to be withdrawn
  assert.equal((await world.db.sql`select from person.real_names`).length, 0);
  await refuses("REAL_NAME_REQUIRED", mall.withdraw(level1, 200_000));
  await refuses("DISTRIBUTOR_REQUIRED", giveName(mall, await mall.member(), name));
  for (
    const wrong of [null, {}, { sealed: "", masked: "李**" }, { sealed: "x", masked: "李小明" }]
  ) {
    await refuses(
      "INVALID_REQUEST",
      world.db.call(asServer(level1), "save_real_name", { name: wrong }),
    );
  }
  await world.close();
});
