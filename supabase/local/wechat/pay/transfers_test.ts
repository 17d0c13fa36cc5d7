import assert from "node:assert/strict";
import {
  genuine,
  keys,
  merchant,
  opened,
  openSealed,
  sealedName,
  type Shop,
  shopTest,
  transferBody,
} from "../test_support.ts";

const bills = "/v3/fund-app/mch-transfer/transfer-bills";
const byNumber = (number: string) => `${bills}/out-bill-no/${number}`;

function create(shop: Shop, body: Record<string, unknown>) {
  return shop.pay("POST", bills, body);
}

/** A bill that waits for its user. */
async function waiting(shop: Shop, number: string, amount = 5000) {
  const { openid } = shop.simulator.control.createUser({ real_name: "张三" });
  const body = transferBody(number, openid, amount);
  const answer = await create(shop, body);
  assert.equal(answer.json.state, "WAIT_USER_CONFIRM", answer.text);
  return { openid, body, package_info: String(answer.json.package_info) };
}

async function stateOf(shop: Shop, number: string) {
  await shop.simulator.settle();
  const answer = await shop.pay("GET", byNumber(number));
  return [answer.json.state, answer.json.fail_reason];
}

const operation = (shop: Shop) => shop.simulator.control.funds(merchant.mchid).operation_fen;

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

shopTest("scene, report infos, perception, amount, user, number", async (shop) => {
  const { openid } = shop.simulator.control.createUser();
  const good = transferBody("T0002", openid, 5000);
  const infos = good["transfer_scene_report_infos"] as object[];
  const refusals: [object, string][] = [
    [{ out_bill_no: "T-0002" }, "PARAM_ERROR"],
    [{ transfer_remark: "佣".repeat(33) }, "PARAM_ERROR"],
    [{ transfer_remark: "佣金🍵" }, "PARAM_ERROR"],
    [{ transfer_scene_id: "1000" }, "INVALID_REQUEST"],
    [{ transfer_scene_report_infos: infos.slice(1) }, "PARAM_ERROR"],
    [{ transfer_scene_report_infos: [...infos, infos[0]] }, "PARAM_ERROR"],
    [{ transfer_scene_report_infos: [] }, "PARAM_ERROR"],
    [{ user_recv_perception: "现金奖励" }, "INVALID_REQUEST"],
    [{ transfer_amount: 9 }, "INVALID_REQUEST"],
    [{ transfer_amount: 20_001, user_recv_style: { type: "RED_PACKET" } }, "INVALID_REQUEST"],
    [{ transfer_amount: 20_000_001, user_name: sealedName("张三") }, "INVALID_REQUEST"],
    [{ openid: "oNobody" }, "INVALID_REQUEST"],
    [{ appid: "wxffffffffffffffff" }, "APPID_MCHID_NOT_MATCH"],
    [{ notify_url: "https://shop.example/t?x" }, "PARAM_ERROR"],
  ];
  for (const [change, code] of refusals) {
    const answer = await create(shop, { ...good, ...change });
    assert.deepEqual([answer.status, answer.json.code], [400, code], JSON.stringify(change));
  }
  assert.equal((await create(shop, { ...good, user_recv_perception: "劳务报酬" })).status, 200);
});

shopTest(
  "the real name: from 2,000 yuan, not below 0.30, encrypted to the key named",
  async (shop) => {
    const { openid } = shop.simulator.control.createUser({ real_name: "张三" });
    const large = transferBody("T0003", openid, 200_000);
    assert.equal((await create(shop, large)).json.code, "PARAM_ERROR");
    assert.equal((await create(shop, { ...large, user_name: "张三" })).json.code, "PARAM_ERROR");
    const small = transferBody("T0004", openid, 29, { user_name: sealedName("张三") });
    assert.equal((await create(shop, small)).json.code, "INVALID_REQUEST");
    const sealed = { ...large, user_name: sealedName("张三") };
    const unnamed = await shop.pay("POST", bills, sealed, {
      headers: { "wechatpay-serial": null },
    });
    assert.equal(unnamed.json.code, "PARAM_ERROR");
    const first = await create(shop, sealed);
    assert.equal(first.status, 200);
    const again = await create(shop, { ...large, user_name: sealedName("张三") });
    assert.equal(again.json.transfer_bill_no, first.json.transfer_bill_no);
    assert.equal((await create(shop, { ...large, user_name: sealedName("李四") })).status, 400);
    const wrong = await create(
      shop,
      transferBody("T0005", openid, 5000, { user_name: sealedName("李四") }),
    );
    shop.simulator.control.confirmTransfer(wrong.json.package_info);
    assert.deepEqual(await stateOf(shop, "T0005"), ["FAIL", "NAME_NOT_CORRECT"]);
  },
  {
    merchants: [{ ...merchant, transfer_max_fen: 200_000, transfer_user_day_fen: 1_000_000 }],
  },
);

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

shopTest(
  "one transfer carries 200 yuan, a day has its quotas for all and for one user",
  async (shop) => {
    const { control } = shop.simulator;
    const user = () => control.createUser().openid;
    const [one, other] = [user(), user()];
    const over = await create(shop, transferBody("Q0001", one, 20_001));
    assert.deepEqual([over.json.code, over.json.message], [
      "INVALID_REQUEST",
      "超过单笔转账上下限",
    ]);
    const give = async (number: string, openid: string) => {
      const { json } = await create(shop, transferBody(number, openid, 20_000));
      return json.fail_reason ?? json.state;
    };
    for (let n = 0; n < 10; n++) assert.equal(await give(`Q1${n}`, one), "WAIT_USER_CONFIRM");
    assert.equal(await give("Q0002", one), "DAY_RECEIVED_QUOTA_EXCEED");
    assert.equal(await give("Q0003", other), "WAIT_USER_CONFIRM");
    shop.advance(86_400);
    assert.equal(await give("Q0004", one), "WAIT_USER_CONFIRM");
    const small = { ...merchant, mchid: "1900000002", transfer_day_fen: 30_000 };
    control.addMerchant(small);
    const spoil = { mchid: small.mchid };
    const ask = (number: string, openid: string) =>
      shop.pay("POST", bills, transferBody(number, openid, 20_000), spoil);
    assert.equal((await ask("Q1", one)).json.state, "WAIT_USER_CONFIRM");
    assert.equal((await ask("Q2", other)).json.fail_reason, "TRANSFER_QUOTA_EXCEED");
  },
);

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
