import assert from "node:assert/strict";
import { genuine, keys, merchant, opened, openSealed, shopTest } from "../test_support.ts";
import { bills, byNumber, create, operation, stateOf, waiting } from "./transfers_in_tests.ts";

shopTest("a transfer waits for its user, arrives, is notified and found", async (shop) => {
  const { package_info, openid } = await waiting(shop, "T0001");
  assert.equal(operation(shop), 100_000_000 - 5000);
  shop.simulator.control.confirmTransfer(package_info);
  assert.deepEqual(await stateOf(shop, "T0001"), ["SUCCESS", undefined]);
  const [notice] = shop.received;
  assert.ok(genuine(notice!.headers, notice!.body));
  assert.equal(JSON.parse(notice!.body).event_type, "MCHTRANSFER.BILL.FINISHED");
  const plain = opened(notice!.body);
  assert.deepEqual([plain.state, plain.transfer_amount, plain.openid], ["SUCCESS", 5000, openid]);
  const found = await shop.pay("GET", `${bills}/transfer-bill-no/${plain.transfer_bill_no}`);
  assert.equal(found.json.out_bill_no, "T0001");
  assert.equal((await shop.pay("GET", byNumber("T9999"))).json.code, "NOT_FOUND");
  shop.advance(31 * 86400);
  assert.equal((await shop.pay("GET", byNumber("T0001"))).json.code, "NOT_FOUND");
});

shopTest("one number is one bill", async (shop) => {
  const { body, package_info } = await waiting(shop, "T0006");
  assert.equal((await create(shop, body)).json.package_info, package_info);
  const other = await create(shop, { ...body, transfer_amount: 5001 });
  assert.deepEqual([other.status, other.json.message], [400, "单号已存在但信息不一致"]);
  shop.simulator.control.confirmTransfer(package_info);
  const done = await create(shop, body);
  assert.deepEqual([done.json.state, done.json.package_info], ["SUCCESS", undefined]);
});

shopTest("nobody confirms for 24 hours: overdue, and the money comes back", async (shop) => {
  const { package_info } = await waiting(shop, "T0007");
  shop.advance(86400 - 1);
  assert.deepEqual(await stateOf(shop, "T0007"), ["WAIT_USER_CONFIRM", undefined]);
  shop.advance(1);
  assert.deepEqual(await stateOf(shop, "T0007"), ["FAIL", "OVERDUE_CLOSE"]);
  assert.equal(operation(shop), 100_000_000);
  assert.throws(() => shop.simulator.control.confirmTransfer(package_info), /FAIL/);
  assert.equal(opened(shop.received[0]!.body).fail_reason, "OVERDUE_CLOSE");
});

shopTest("cancelling: before the user confirmed, again, after", async (shop) => {
  const cancel = (number: string) => shop.pay("POST", byNumber(number) + "/cancel", {});
  await waiting(shop, "T0008");
  assert.equal((await cancel("T0008")).json.state, "CANCELING");
  assert.deepEqual(await stateOf(shop, "T0008"), ["CANCELLED", undefined]);
  assert.equal((await cancel("T0008")).json.state, "CANCELLED");
  assert.equal(operation(shop), 100_000_000);
  const { package_info } = await waiting(shop, "T0009");
  shop.simulator.control.confirmTransfer(package_info);
  assert.equal((await cancel("T0009")).json.code, "INVALID_REQUEST");
  assert.equal((await cancel("T9999")).json.code, "NOT_FOUND");
});

shopTest("wx.requestMerchantTransfer: leaving the page changes nothing", async (shop) => {
  const { package_info, openid } = await waiting(shop, "T0015");
  const call = {
    mchId: merchant.mchid,
    appId: merchant.appid,
    package: package_info,
    openId: openid,
  };
  const ask = (change: object = {}) =>
    shop.simulator.control.requestTransfer({ ...call, ...change }).errMsg;
  assert.match(ask({ openId: "oOther" }), /fail/);
  assert.equal(ask({ action: "cancel" }), "requestMerchantTransfer:fail cancel");
  assert.equal(ask(), "requestMerchantTransfer:ok");
  assert.deepEqual(await stateOf(shop, "T0015"), ["SUCCESS", undefined]);
  assert.match(ask(), /fail/);
});

shopTest("certificates: absent with the public key alone, else encrypted", async (shop) => {
  assert.equal((await shop.pay("GET", "/v3/certificates")).json.code, "RESOURCE_NOT_EXISTS");
  shop.simulator.control.keyMode({ mode: "certificate" });
  const [one] = (await shop.pay("GET", "/v3/certificates")).json.data;
  assert.equal(one.serial_no, keys.platform_serial);
  assert.equal(openSealed(one.encrypt_certificate), keys.platform_certificate_pem);
});
