import assert from "node:assert/strict";
import { merchant, shopTest, transferBody } from "../test_support.ts";
import { byNumber, create, operation, stateOf, waiting } from "./transfers_in_tests.ts";

shopTest("faults: user quicker than the cancel, failed, stuck, slow, no money", async (shop) => {
  const { control } = shop.simulator;
  await waiting(shop, "T0010");
  control.addFault({ kind: "confirm_during_cancel" });
  const cancel = await shop.pay("POST", byNumber("T0010") + "/cancel");
  assert.equal(cancel.json.state, "CANCELING");
  assert.deepEqual(await stateOf(shop, "T0010"), ["SUCCESS", undefined]);

  const { openid } = control.createUser();
  control.addFault({ kind: "transfer_fail", fail_reason: "TRANSFER_RISK" });
  const failed = await create(shop, transferBody("T0011", openid, 5000));
  assert.deepEqual([failed.json.state, failed.json.fail_reason], ["FAIL", "TRANSFER_RISK"]);

  control.addFault({ kind: "transfer_processing", seconds: 600 });
  const stuck = await create(shop, transferBody("T0012", openid, 5000));
  assert.deepEqual([stuck.json.state, stuck.json.package_info], ["PROCESSING", undefined]);
  assert.deepEqual(await stateOf(shop, "T0012"), ["PROCESSING", undefined]);
  shop.advance(600);
  assert.deepEqual(await stateOf(shop, "T0012"), ["WAIT_USER_CONFIRM", undefined]);

  control.addFault({ kind: "transfer_slow", seconds: 30 });
  control.confirmTransfer(`${merchant.mchid}/T0012`);
  assert.deepEqual(await stateOf(shop, "T0012"), ["TRANSFERING", undefined]);
  shop.advance(30);
  assert.deepEqual(await stateOf(shop, "T0012"), ["SUCCESS", undefined]);

  control.addFault({ kind: "not_enough" });
  const refused = await create(shop, transferBody("T0013", openid, 5000));
  assert.deepEqual([refused.status, refused.json.code], [403, "NOT_ENOUGH"]);
  assert.equal((await create(shop, transferBody("T0013", openid, 5000))).status, 200);
});

shopTest("a bill without money stays PROCESSING until the account is topped up", async (shop) => {
  shop.simulator.control.funds(merchant.mchid, { operation_fen: 4999 });
  const { openid } = shop.simulator.control.createUser();
  const answer = await create(shop, transferBody("T0014", openid, 5000));
  assert.equal(answer.json.state, "PROCESSING");
  assert.deepEqual(await stateOf(shop, "T0014"), ["PROCESSING", undefined]);
  shop.simulator.control.funds(merchant.mchid, { operation_fen: 5000 });
  assert.deepEqual(await stateOf(shop, "T0014"), ["WAIT_USER_CONFIRM", undefined]);
  assert.equal(operation(shop), 0);
});

shopTest("a bill that lands late was refused and is not found, until it is there", async (shop) => {
  const { openid } = shop.simulator.control.createUser();
  const match = { out_bill_no: "L0001" };
  const { id } = shop.simulator.control.addFault({
    kind: "transfer_lands_late",
    match,
    times: null,
  });
  assert.equal((await create(shop, transferBody("L0001", openid, 5000))).json.code, "NEW_RULE");
  assert.equal((await shop.pay("GET", byNumber("L0001"))).json.code, "NOT_FOUND");
  shop.simulator.control.removeFaults(id);
  assert.deepEqual(await stateOf(shop, "L0001"), ["WAIT_USER_CONFIRM", undefined]);
});
