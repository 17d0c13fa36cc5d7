import assert from "node:assert/strict";
import { shopTest } from "../test_support.ts";
import { appid, push_url, pushed } from "./trade_in_tests.ts";

shopTest("a push is tried three times, and lost, late or doubled on demand", async (shop) => {
  const { control } = shop.simulator;
  control.setPushAddress(appid, { url: push_url });
  const remind = () => control.remind({ appid, event: "trade_manage_remind_access_api" });
  shop.answers.push(500, "hang", 500, 500);
  remind();
  for (let n = 0; n < 4; n++) {
    await shop.simulator.settle();
    shop.advance(5);
  }
  assert.equal(pushed(shop).length, 3);
  shop.answers.length = 0;
  control.addFault({
    kind: "notify_lost",
    match: { event_type: "trade_manage_remind_access_api" },
  });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 3);
  control.addFault({ kind: "notify_duplicate", copies: 4 });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 7);
  control.setPushAddress(appid, { url: null });
  remind();
  await shop.simulator.settle();
  assert.equal(pushed(shop).length, 7);
});

shopTest(
  "a revoked permission and a closed account are pushed, with every RevokeInfo",
  async (shop) => {
    const { control } = shop.simulator;
    control.setPushAddress(appid, { url: push_url, mode: "safe" });
    const { openid } = control.createUser();
    for (const revoke_info of ["2", "6", "8", "13", "14", "20"] as const) {
      control.leave(openid, { revoke_info });
    }
    control.leave(openid);
    assert.throws(() => control.leave(openid, { revoke_info: "9" as "8" }));
    assert.throws(() => control.leave("nobody"), /no such user/);
    await shop.simulator.settle();
    const events = pushed(shop);
    assert.deepEqual(events.map(({ RevokeInfo }) => RevokeInfo), [
      ...["2", "6", "8", "13", "14", "20", undefined],
    ]);
    assert.deepEqual([events[0]!.Event, events.at(-1)!.Event], [
      "user_authorization_revoke",
      "user_authorization_cancellation",
    ]);
    assert.ok(events.every(({ OpenID, AppID }) => OpenID === openid && AppID === appid));
  },
);
