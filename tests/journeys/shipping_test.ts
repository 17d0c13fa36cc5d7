import assert from "node:assert/strict";
import { StaffOrder } from "@/contracts/staff/orders.ts";
import { journey, town } from "./support/journey.ts";
import { contact, type Phone } from "./support/phone.ts";
import type { Shop } from "./support/shop.ts";
import { becomes } from "./support/town.ts";

/** A paid order of two lines: 3 of the first, 1 of the second. */
async function bought(shop: Shop): Promise<{ buyer: Phone; order_id: string }> {
  const buyer = await shop.newcomer();
  await buyer.signIn();
  const { skus } = await shop.sells({ prices_fen: [2_000, 1_500] });
  const { order_id } = await buyer.buy([
    { sku_id: skus[0]!, quantity: 3 },
    { sku_id: skus[1]!, quantity: 1 },
  ]);
  await becomes("paid", () => buyer.status(order_id));
  return { buyer, order_id };
}

/** What WeChat knows of the parcels: their contents, and whether that is all. */
async function atWechat(shop: Shop, order_id: string) {
  const { payments: [payment] } = await shop.owner.order(order_id);
  const { transaction_id } = payment!;
  const [known] = await town.wechat.list("shipments", { transaction_id: transaction_id! });
  return { parcels: known?.parcels.map((one) => one.item_desc) ?? [], all: known?.finished };
}

journey("C51 an order leaves in several parcels and is shipped with the last", async (shop) => {
  const { buyer, order_id } = await bought(shop);
  await shop.owner.ship(order_id, [{ line_no: 1, quantity: 2 }]);
  assert.equal(await buyer.status(order_id), "paid");
  await becomes({ parcels: ["明前龙井*2"], all: false }, () => atWechat(shop, order_id));
  await assert.rejects(shop.owner.ship(order_id, [{ line_no: 1, quantity: 2 }]), {
    code: "SHIPMENT_EXCEEDS_ORDER",
  });
  await assert.rejects(buyer.receive(order_id), { code: "ORDER_NOT_RECEIVABLE" });
  await town.later({ seconds: 2 }); // WeChat wants each upload later than the last
  await shop.owner.ship(order_id);
  const parcels = ["明前龙井*2", "明前龙井*1，明前龙井*1"];
  await becomes({ parcels, all: true }, () => atWechat(shop, order_id));
  const { status, shipments } = await buyer.look(order_id);
  assert.equal(status, "shipped");
  assert.deepEqual(shipments.map((one) => one.lines), [
    [{ line_no: 1, quantity: 2 }],
    [{ line_no: 1, quantity: 1 }, { line_no: 2, quantity: 1 }],
  ]);
  assert.equal((await buyer.receive(order_id)).status, "completed");
});

journey("pieces refunded before they left are not waited for", async (shop) => {
  const { buyer, order_id } = await bought(shop);
  await shop.owner.ship(order_id, [{ line_no: 1, quantity: 3 }]);
  await becomes(false, async () => (await atWechat(shop, order_id)).all);
  await town.later({ seconds: 2 });
  const { id } = await buyer.askRefund(order_id, [{ line_no: 2, quantity: 1 }]);
  await shop.owner.approveAfterSale(id);
  await becomes(true, async () => (await atWechat(shop, order_id)).all);
  assert.equal(await buyer.status(order_id), "shipped");
  await becomes("refunded", async () => (await buyer.look(order_id)).after_sales[0]!.status);
});

journey(
  "C51 nobody confirms: the order is received by itself, and a parcel by SF tells WeChat a masked phone",
  async (shop) => {
    const { buyer, order_id } = await bought(shop);
    const parcel = { carrier: "SF", tracking_no: "SF1234567890" };
    await shop.owner.api.post(`/staff/orders/${order_id}/shipments`, StaffOrder, parcel);
    await becomes(true, async () => (await atWechat(shop, order_id)).all);
    const { payments: [payment] } = await shop.owner.order(order_id);
    const match = { transaction_id: payment!.transaction_id! };
    const [known] = await town.wechat.list("shipments", match);
    const phone = `${contact.phone.slice(0, 3)}****${contact.phone.slice(-4)}`;
    assert.deepEqual(known!.parcels.map((one) => one.contact), [{ receiver_contact: phone }]);
    await town.later({ days: 10, minutes: -1 });
    await town.tick();
    assert.equal(await buyer.status(order_id), "shipped");
    await town.later({ minutes: 1 });
    await town.tick();
    await becomes("completed", () => buyer.status(order_id));
  },
);

journey("WeChat does not know the payment yet: the upload is repeated", async (shop) => {
  const { order_id } = await bought(shop);
  const { payments: [payment] } = await shop.owner.order(order_id);
  const { out_trade_no } = payment!;
  await town.wechat.fault({ kind: "shipping_not_found", match: { out_trade_no } });
  await shop.owner.ship(order_id);
  await town.tick();
  assert.deepEqual((await atWechat(shop, order_id)).parcels, []);
  await town.later({ seconds: 6 });
  await becomes(true, async () => (await atWechat(shop, order_id)).all);
});
