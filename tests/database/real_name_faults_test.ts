import assert from "node:assert/strict";
import { createSealer } from "@/shared/seal.ts";
import { writeLogTo } from "@/shared/log.ts";
import { earner, giveName } from "@/tests/support/real_names.ts";
import { key, old, progress, renewed, resealAll, servicesOf } from "@/tests/support/resealing.ts";
import { onMall } from "@/tests/support/on_mall.ts";
import { openRealName } from "@/shared/sealed_name.ts";
import { available, confirm, statusOf, tries } from "@/tests/support/transfers.ts";

writeLogTo(() => {});

const name = "李小明";

async function sent(price_fen?: number) {
  const earned = await earner(name, price_fen);
  await giveName(earned.mall, earned.level1, name);
  const { id } = await earned.mall.withdraw(earned.level1, 250_000);
  return { ...earned, id };
}

Deno.test("C73 a lost answer, an error after the bill and a bill that lands late: sent again under one name, paid once", async () => {
  for (const kind of ["timeout_after_commit", "error_after_commit"] as const) {
    const { world, id } = await sent();
    world.simulator.control.addFault({ kind, match: { path: "/transfer-bills" } });
    await world.tick();
    assert.equal(await statusOf(world, id), "submitted", kind);
    await world.later(0.2);
    await world.tick();
    assert.equal(await statusOf(world, id), "wait_user_confirm", kind);
    assert.equal(world.simulator.state.transfers.size, 1);
    await confirm(world, id);
    assert.equal(await statusOf(world, id), "paid", kind);
    await world.close();
  }
});

Deno.test("C74 funds that were short: the bill is created again with its name for the package", async () => {
  const { world, id } = await sent();
  world.simulator.control.funds("1900000001", { operation_fen: 0 });
  await world.tick();
  assert.equal(await statusOf(world, id), "processing");
  world.simulator.control.funds("1900000001", { operation_fen: 1_000_000 });
  await world.simulator.settle();
  await world.later(1.1);
  await world.tick();
  assert.equal(await statusOf(world, id), "wait_user_confirm");
  assert.equal(world.simulator.state.transfers.size, 1);
  await confirm(world, id);
  assert.equal(await statusOf(world, id), "paid");
  await world.close();
});

Deno.test("C76 WeChat refuses the name at once: after three tries the money returns", async () => {
  const { world, level1, id } = await sent();
  const before = await available(world, level1);
  world.simulator.control.addFault({
    ...{ kind: "refusal", code: "NAME_NOT_MATCH", status: 400, times: null },
    match: { method: "POST", out_bill_no: world.numberOf(id) },
  });
  await tries(world, 3);
  assert.equal(await statusOf(world, id), "failed");
  assert.equal(await available(world, level1), before + 250_000);
  await world.close();
});

Deno.test("C75 a name that no key opens is not sent without it: it waits, and goes when the key is back", async () => {
  const { world, mall, level1 } = await earner(name);
  await giveName(
    mall,
    level1,
    name,
    createSealer(() => ({ seal: [key("k9", 9)], fingerprint: [] })),
  );
  const { id } = await mall.withdraw(level1, 250_000);
  await world.tick();
  assert.equal(await statusOf(world, id), "submitted");
  const [row] = await world.outbox("transfer");
  assert.deepEqual([row!.status, row!.last_error], ["waiting", "REAL_NAME_UNREADABLE"]);
  assert.equal(world.simulator.state.transfers.size, 0);
  await world.close();
});

Deno.test("a rotation of the keys seals names anew; one that nothing opens waits for a person", () =>
  onMall(async (mall, db) => {
    const { level1, level2 } = await mall.chain();
    await giveName(mall, level1, name, old);
    await giveName(
      mall,
      level2,
      name,
      createSealer(() => ({ seal: [key("k9", 9)], fingerprint: [] })),
    );
    await resealAll(mall);
    assert.deepEqual(await progress(mall), { resealed: 1, unreadable: 1, finished: true });
    const [row] = await db.sql<{ sealed: string }[]>`
      select sealed from person.real_names where member_id = ${level1.member_id}`;
    const whose = { shop_id: mall.shop_id, member_id: level1.member_id };
    assert.equal(await openRealName(renewed, { ...whose, ...row! }), name);
    assert.deepEqual((await mall.work()).map(({ kind }) => kind), ["name_unreadable"]);
    await giveName(mall, level2, name, servicesOf(mall).sealer); // given again, it is no work
    assert.deepEqual(await mall.work(), []);
  }));
