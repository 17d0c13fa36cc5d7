import assert from "node:assert/strict";
import { until } from "@/tests/support/waiting.ts";
import { startSimulator } from "./simulator.ts";
import { genuine, merchant, opened, Shop, shopTest, transferBody } from "./test_support.ts";

// deno-lint-ignore no-explicit-any
async function call(shop: Shop, method: string, path: string, body?: unknown): Promise<any> {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${shop.simulator.url}/_control${path}`, { method, ...init });
  const text = await answer.text();
  assert.ok(answer.ok, `${answer.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

Deno.test("users, codes, payments and refunds outlive a restart; what was due goes out then", async () => {
  const dataDir = await Deno.makeTempDir();
  const shop = new Shop();
  await shop.start({ dataDir });
  try {
    const { openid } = shop.simulator.control.createUser({ nickname: "小青" });
    const { code } = shop.simulator.control.issueCode(openid);
    shop.answers.push(500);
    const { transaction_id } = await shop.paid("ORDER-0001");
    await shop.simulator.settle();
    shop.simulator.control.addFault({ kind: "refund_processing", seconds: 10 });
    await shop.refund("ORDER-0001", "R1", 400);
    await shop.simulator.stop();

    shop.received.length = 0;
    await shop.start({ dataDir });
    const { state } = shop.simulator;
    assert.equal(state.users.get(openid)!.nickname, "小青");
    assert.equal(state.codes.get(code)!.used, false);
    assert.equal(state.payments.find(transaction_id)!.refunded_fen, 400);
    shop.advance(15);
    await shop.simulator.settle();
    const events = shop.received.map((one) => JSON.parse(one.body).event_type).sort();
    assert.deepEqual(events, ["REFUND.SUCCESS", "TRANSACTION.SUCCESS"]);
    assert.equal((await shop.refund("ORDER-0001", "R1", 400)).json.status, "SUCCESS");
  } finally {
    await shop.simulator.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("a torn last line of the journal is dropped", async () => {
  const dataDir = await Deno.makeTempDir();
  const options = { merchants: [merchant], dataDir };
  try {
    const first = await startSimulator(options);
    const { openid } = first.control.createUser();
    await first.stop();
    await Deno.writeTextFile(`${dataDir}/journal.jsonl`, '["users","o1",{"op', { append: true });
    const second = await startSimulator(options);
    assert.deepEqual([...second.state.users.rows()].map((user) => user.openid), [openid]);
    await second.stop();
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

shopTest("the control routes, over a socket", async (shop) => {
  const user = await call(shop, "POST", "/users", { nickname: "小青" });
  const { code } = await call(shop, "POST", `/users/${user.openid}/code`);
  assert.equal(code.length, 32);
  assert.equal((await call(shop, "GET", "/users")).items[0].nickname, "小青");
  const { prepay_id } = await shop.ordered("ORDER-0001");
  const prepays = await call(shop, "GET", `/prepays?prepay_id=${prepay_id}`);
  assert.equal(prepays.items[0].payment, `${merchant.mchid}/ORDER-0001`);
  await call(shop, "POST", `/payments/${prepay_id}/pay`);
  await shop.simulator.settle();
  const { items } = await call(shop, "GET", "/notifications?out_trade_no=ORDER-0001");
  assert.equal(items[0].state, "delivered");
  await call(shop, "POST", `/notifications/${items[0].id}/resend`);
  assert.equal(shop.received.length, 2);
  const order = await call(shop, "GET", `/payments/${merchant.mchid}/ORDER-0001`);
  assert.equal(order.state, "SUCCESS");
  const fault = await call(shop, "POST", "/faults", { kind: "notify_lost", times: null });
  assert.equal((await call(shop, "GET", "/faults")).items.length, 1);
  await call(shop, "DELETE", `/faults/${fault.id}`);
  await call(shop, "POST", "/key_mode", { mode: "switching", step: 3 });
  assert.deepEqual(await call(shop, "GET", "/key_mode"), { mode: "switching", step: 3 });
  const funds = await call(shop, "POST", `/merchants/${merchant.mchid}/funds`, { basic_fen: 5 });
  assert.equal(funds.basic_fen, 5);
  const unknown = await fetch(`${shop.simulator.url}/_control/faults`, {
    method: "POST",
    body: '{"kind":"nonsense"}',
  });
  assert.equal(unknown.status, 400);
  await unknown.body?.cancel();
});

shopTest("a package_info in a path is found, slashes and pluses and all", async (shop) => {
  const { openid } = shop.simulator.control.createUser();
  const bills = "/v3/fund-app/mch-transfer/transfer-bills";
  for (let n = 0; n < 5; n++) {
    const { json } = await shop.pay("POST", bills, transferBody(`T${n}`, openid, 100));
    const name = encodeURIComponent(json.package_info);
    assert.equal((await call(shop, "POST", `/transfers/${name}/confirm`)).state, "SUCCESS");
  }
});

shopTest("signed to order: genuine and forged, nothing is sent", async (shop) => {
  const about = {
    mchid: merchant.mchid,
    event_type: "TRANSACTION.SUCCESS",
    original_type: "transaction",
    plaintext: { out_trade_no: "ORDER-0001", amount: { total: 1 } },
  };
  const good = await call(shop, "POST", "/notify/sign", about);
  assert.ok(genuine(new Headers(good.headers), good.body));
  assert.deepEqual(opened(good.body), about.plaintext);
  const forged = await call(shop, "POST", "/notify/sign", { ...about, signature: "forged" });
  assert.ok(!genuine(new Headers(forged.headers), forged.body));
  assert.equal(shop.received.length, 0);
});

Deno.test("notifications go out over HTTP by themselves, and stop does not wait for timeouts", async () => {
  const got = Promise.withResolvers<string>();
  const shop_server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      got.resolve(request.method);
      return new Response(null, { status: 204 });
    },
  );
  const simulator = await startSimulator({ merchants: [merchant] });
  const shop = new Shop();
  shop.simulator = simulator;
  shop.now = Date.now();
  const notify_url = `http://127.0.0.1:${shop_server.addr.port}/pay`;
  const { prepay_id } = await shop.ordered("ORDER-0001", 100, { notify_url });
  simulator.control.pay(prepay_id);
  assert.equal(await got.promise, "POST");
  const fault = simulator.control.addFault({ kind: "timeout_before_commit" });
  const hanging = fetch(`${simulator.url}/sns/jscode2session`).then((answer) => answer.text());
  await until("the call at the simulator", () => fault.used === 1);
  await simulator.stop(); // and not after the half minute for which the call would hang
  assert.match(await hanging, /system error/);
  await shop_server.shutdown();
});
