import assert from "node:assert/strict";
import { merchant, shopTest } from "../test_support.ts";
import { appid, caller, mchid } from "./trade_in_tests.ts";

const page = "packages/orders/detail/detail";

const released = { merchants: [{ ...merchant, pages: ["pages/home/home", page] }] };

shopTest(
  "order paths: a released page, the place for the number, what WeChat then opens",
  async (shop) => {
    const call = await caller(shop);
    const { transaction_id } = await shop.paid("ORDER-0006");
    const { control } = shop.simulator;
    assert.deepEqual(control.openOrder(transaction_id), { centre: null, message: null });
    const centre = `${page}?out_trade_no=${"${商品订单号}"}&from=centre`;
    const refused: [string, object][] = [
      ["update_order_detail_path", { path: page }],
      ["update_order_detail_path", { path: "pages/none/none?no=${商品订单号}" }],
      ["update_order_detail_path", { path: `/${centre}` }],
      ["update_order_detail_path", { path: centre, more: 1 }],
      ["update_order_detail_path", {}],
      ["set_msg_jump_path", { path: "pages/none/none" }],
      ["set_msg_jump_path", { path: "" }],
    ];
    for (const [name, body] of refused) {
      assert.equal((await call(name, body)).errcode, 10060014, JSON.stringify(body));
    }
    assert.equal((await call("update_order_detail_path", { path: centre })).errcode, 0);
    assert.equal((await call("set_msg_jump_path", { path: page })).errcode, 0);
    assert.equal((await call("get_order_detail_path", {})).path, centre);
    assert.deepEqual(control.openOrder(transaction_id), {
      centre: `${page}?out_trade_no=ORDER-0006&from=centre`,
      message:
        `${page}?transaction_id=${transaction_id}&merchant_id=${mchid}&merchant_trade_no=ORDER-0006`,
    });
  },
  released,
);

shopTest(
  "an address that the console does not list is refused, for tokens and for calls",
  async (shop) => {
    const { control } = shop.simulator;
    const call = await caller(shop);
    control.setAllowList(appid, { addresses: ["203.0.113.7"] });
    assert.equal((await call("is_trade_managed", { appid })).errcode, 40164);
    assert.equal(await shop.token(), undefined);
    control.setAllowList(appid, { addresses: ["203.0.113.7", "127.0.0.1"] });
    assert.equal((await call("is_trade_managed", { appid })).errcode, 0);
  },
);

shopTest("a refusal of any code can be asked for", async (shop) => {
  const call = await caller(shop);
  shop.simulator.control.addFault({
    kind: "errcode",
    match: { path: "is_trade_managed" },
    errcode: 48001,
    errmsg: "api unauthorized",
  });
  const refused = await call("is_trade_managed", { appid });
  assert.equal(refused.errcode, 48001);
  assert.match(refused.errmsg, /^api unauthorized/);
  assert.equal((await call("is_trade_managed", { appid })).errcode, 0);
});
