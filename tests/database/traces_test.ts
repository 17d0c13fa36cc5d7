import assert from "node:assert/strict";
import { asServer, type Member, newKey } from "../support/mall.ts";
import { traces } from "../support/traces.ts";
import { WechatWorld } from "../support/wechat_world.ts";

/** Bytes are read out of a column in this form. */
function hex(text: string): string {
  return new TextEncoder().encode(text).toHex();
}

/** What tells who somebody is: it may stand in schema person alone, at any time. */
const told = {
  unionid: "UNION-PLANTED",
  nickname: "NICK-PLANTED",
  avatar: hex("AVATAR-PLANTED"),
  receiver: "SEALED-PLANTED",
  phone: "PHONE-PLANTED",
  own_phone: "OWN-NUMBER-PLANTED",
  address: "ADDRESS-PLANTED",
  city: "CITY-PLANTED",
  remark: "REMARK-PLANTED",
  device: "DEVICE-PLANTED",
  model: "MODEL-PLANTED",
  network: "NETWORK-PLANTED",
  imported: "IMPORTED-NAME-PLANTED",
  expected: "IMPORTED-PHONE-PLANTED",
};

/** What people write about a thing stands with the thing: nobody can tell a name in a sentence. It goes with the person. */
const said = "SAID-PLANTED";

const contact = {
  sealed: `v2.t1.${told.receiver}`,
  phone_fingerprint: `t1.${told.phone}`,
  address_fingerprint: `t1.${told.address}`,
  province: "浙江省",
  city: told.city,
};

/** A person who gives all that a member can give, and about whom staff write. */
async function livedIn(world: WechatWorld) {
  const { mall, db } = world;
  const { openid } = world.simulator.control.createUser();
  const signal = { device: told.device, model: told.model, address: told.network };
  const me = { ...await mall.member(openid), signal };
  const server = { role: "mall_server", signal };
  await db.call(server, "sign_in", { shop: mall.shop, openid, unionid: told.unionid });
  await db.call(me, "update_profile", {
    nickname: told.nickname,
    avatar: Uint8Array.fromHex(`ffd8ff${told.avatar}`).toBase64(),
  });
  await db.call(asServer(me), "save_phone", {
    phone: { sealed: `v2.t1.${told.own_phone}`, phone_fingerprint: `t1.${told.own_phone}` },
  });
  await db.call(asServer(me), "save_address", {
    address: { id: null, contact, is_default: true },
    idempotency_key: newKey(),
  });
  await bringIn(world);
  await becomeDistributor(world, me);
  await buyAndReturn(world, me);
  await earnAndWithdraw(world, me);
  return { me, openid };
}

/** The shop knew this person before, by the phone that he has given. */
async function bringIn({ mall }: WechatWorld): Promise<void> {
  await mall.command("import_people", {
    file: { id: newKey(), name: "老客户.xlsx" },
    rows: [{
      line: 2,
      kind: "customer",
      name: told.imported,
      sealed: `v2.t1.${told.expected}`,
      phone_fingerprint: `t1.${told.own_phone}`,
      by_code: await keeperCode(mall),
    }],
    reason: "门店老客户",
  }, asServer(mall.owner));
}

async function keeperCode(mall: WechatWorld["mall"]): Promise<string> {
  const keeper = await mall.member();
  await mall.promote(keeper);
  const [row] = await mall.db.sql<{ code: string }[]>`
    select code from referral.distributors where id = ${keeper.member_id}`;
  return row!.code;
}

async function becomeDistributor({ mall, db }: WechatWorld, me: Member): Promise<void> {
  await db.call(me, "apply_distributor", {
    idempotency_key: newKey(),
    terms_version: "2026-01",
    note: said,
  });
  await mall.command("review_distributor", {
    distributor_id: me.member_id,
    approve: true,
    reason: said,
  });
}

/** One order that arrives, one that is taken back, one that the shop closes. */
async function buyAndReturn(world: WechatWorld, me: Member): Promise<void> {
  const { mall, db } = world;
  const [sku_id] = await mall.product([1000]) as [string];
  const lines = [{ sku_id, quantity: 1 }];
  const place = () => mall.placeAt(me, lines, 1000, newKey(), { contact, remark: told.remark });
  const pay = async () => {
    const { order_id } = await place();
    const { params } = await world.start(me, order_id);
    world.simulator.control.pay(params.package.slice("prepay_id=".length));
    await world.simulator.settle();
    return order_id;
  };
  await mall.complete(me, await pay());
  const returned = await db.call<{ id: string }>(me, "request_after_sale", {
    idempotency_key: newKey(),
    order_id: await pay(),
    kind: "refund_only",
    lines: null,
    reason: said,
  });
  await mall.command("review_after_sale", {
    after_sale_id: returned.id,
    approve: true,
    reason: said,
  });
  await mall.command("staff_close_order", { order_id: (await place()).order_id, reason: said });
  const cancelled = await place();
  await db.call(me, "cancel_order", { order_id: cancelled.order_id, idempotency_key: newKey() });
  await world.tick();
}

/** A customer buys; the commission is held and released; one withdrawal is refused, one is paid. */
async function earnAndWithdraw(world: WechatWorld, me: Member): Promise<void> {
  const { mall, db } = world;
  const customer = await world.member();
  await mall.bind(customer, me);
  const [sku_id] = await mall.product([90_000]) as [string];
  const { order_id } = await world.buy(customer, [{ sku_id, quantity: 1 }]);
  const [commission] = await db.sql`
    select id from ledger.commissions where order_id = ${order_id}`;
  await mall.command("hold_commission", { commission_id: commission!.id, reason: said });
  const [hold] = await db.sql`select id from ledger.commission_holds where reason = 'staff'`;
  await mall.command("release_hold", { hold_id: hold!.id, reason: said });
  await mall.complete(customer, order_id);
  await world.tick();
  await db.clock.advance(61);
  await mall.settle();
  await db.clock.reset();
  for (const approve of [false, true]) {
    await mall.withdrawalRules({ review_above_fen: 0, days_between: 0 });
    const { id } = await mall.withdraw(me, (await mall.balances(me)).available_fen!);
    await mall.command("review_withdrawal", { withdrawal_id: id, approve, reason: said });
    if (!approve) continue;
    await world.tick();
    world.simulator.control.confirmTransfer(`1900000001/${world.numberOf(id)}`);
    await world.simulator.settle();
  }
}

Deno.test("no openid, name, phone, address or remark stands outside schema person; forgotten, nothing a person gave stands anywhere", async (t) => {
  const world = await WechatWorld.open();
  const { mall, db } = world;
  const { me, openid } = await livedIn(world);
  const known = [openid, ...Object.values(told)];

  await t.step("the texts were planted, and WeChat was told the openid", async () => {
    const found = await traces(db, [...known, said]);
    for (const text of [...known, said]) {
      assert.ok(found.some((one) => one.endsWith(` ${text}`)), text);
    }
    const [bill] = [...world.simulator.state.transfers.rows()];
    assert.equal(bill!.openid, openid);
    for (const kind of ["shipping", "transfer", "refund"]) {
      assert.ok((await world.outbox(kind)).some(({ status }) => status === "done"), kind);
    }
  });

  await t.step("before the member is forgotten all of it is in schema person alone", async () => {
    const elsewhere = (await traces(db, known)).filter((one) => !one.startsWith("person."));
    assert.deepEqual(elsewhere, []);
  });

  await t.step("afterwards there is no trace in any column of any table", async () => {
    await db.call({ role: "mall_wechat" }, "record_message_push", {
      shop: mall.shop,
      dedupe_key: `${openid}|1`,
      message: { MsgType: "event", Event: "user_authorization_cancellation", OpenID: openid },
    });
    for (let n = 0; n < 2; n++) {
      await world.later(70);
      await world.tick();
    }
    const [member] = await db.sql`select status from member.members where id = ${me.member_id}`;
    const waits = await db.sql`select waits_for from person.leaving`;
    assert.deepEqual([member!.status, [...waits]], ["deleted", []]);
    assert.deepEqual(await traces(db, [...known, said]), []);
  });

  await world.close();
});
