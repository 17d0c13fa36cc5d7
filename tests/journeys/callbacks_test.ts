import assert from "node:assert/strict";
import { journey, town } from "./support/journey.ts";
import { all_keys, Shop } from "./support/shop.ts";
import { becomes, until } from "./support/town.ts";

const pushUrl = (shop: Shop) => `${town.stack.url}/functions/v1/wechat/shops/${shop.code}/push`;

async function pushesKept(shop: Shop): Promise<string[]> {
  const rows = await town.sql<{ outcome: string }[]>`
    select outcome from person.notices where shop_id = ${shop.id} and kind = 'push' order by outcome`;
  return rows.map(({ outcome }) => outcome);
}

journey("WeChat's messages are taken once each, and only from WeChat", async (shop) => {
  const { appid } = shop.merchant;
  const url = pushUrl(shop);
  assert.deepEqual(
    await town.wechat.push({ appid, url, mode: "setup" }).then(({ ok }) => ok),
    true,
  );
  const message = {
    MsgType: "event",
    Event: "trade_manage_order_settlement",
    transaction_id: "4200000000000000000000000001",
    CreateTime: Math.floor(town.now() / 1000),
  };
  for (const _twice of [1, 2]) {
    const answer = await town.wechat.push({ appid, url, message });
    assert.deepEqual([answer.status, answer.text], [200, "success"]);
  }
  assert.deepEqual(await pushesKept(shop), ["applied"]);
  const readable = await town.wechat.push({ appid, url, mode: "plain", message });
  assert.equal(readable.status, 400);
  const forged = await town.wechat.push({ appid, url, message, forged: true });
  assert.equal(forged.status, 401);
  assert.deepEqual(await pushesKept(shop), ["applied", "rejected", "rejected"]);
});

journey(
  "a buyer who closes the account at WeChat is forgotten; the closed order stays",
  async (shop) => {
    const { appid } = shop.merchant;
    const leaver = await shop.newcomer();
    await leaver.signIn();
    const { order_id } = await leaver.order([{ sku_id: await shop.sku(1_000), quantity: 1 }]);
    await leaver.cancel(order_id);
    const message = {
      MsgType: "event",
      Event: "user_authorization_cancellation",
      OpenID: leaver.openid,
      CreateTime: Math.floor(town.now() / 1000),
    };
    const { ok } = await town.wechat.push({
      appid,
      url: pushUrl(shop),
      openid: leaver.openid,
      message,
    });
    assert.equal(ok, true);
    const rows = await town.sql`
    select from person.identities where shop_id = ${shop.id} and openid = ${leaver.openid}`;
    assert.equal(rows.length, 0);
    const { contact, status } = await shop.owner.order(order_id);
    assert.deepEqual([contact, status], [null, "closed"]);
    await assert.rejects(leaver.look(order_id), { status: 401 });
  },
);

journey(
  "WeChat changes from its public key to its certificate and back while orders go on",
  async () => {
    const keys = all_keys.filter((kind) => kind !== "platform_certificate");
    const shop = await Shop.open(town, {}, keys);
    const phone = await shop.newcomer();
    await phone.signIn();
    const { openid } = phone;
    const sku_id = await shop.sku(1_000);
    const lines = [{ sku_id, quantity: 1 }];
    const first = await phone.buy(lines);
    await becomes("paid", () => phone.status(first.order_id));

    await town.wechat.signWith("certificate");
    try {
      const second = await phone.buy(lines);
      const notice = await until("a refused notification", async () => {
        const [row] = await town.wechat.list("notifications", { openid });
        return row!.attempts.some(({ status }) => status === 401) && row;
      });
      await shop.saveKey("platform_certificate");
      await town.later({ seconds: 6 });
      const attempts = await town.wechat.resend(notice.id);
      assert.deepEqual(attempts.map(({ status }) => status), [200]);
      await becomes("paid", () => phone.status(second.order_id));
    } finally {
      await town.wechat.signWith("public_key");
    }
    const third = await phone.buy(lines);
    await becomes("paid", () => phone.status(third.order_id));
  },
);
