import assert from "node:assert/strict";
import { merchant, sealedName, shopTest, transferBody } from "../test_support.ts";
import { bills, create, stateOf } from "./transfers_in_tests.ts";

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
