import {
  cancel,
  closeExpired,
  complain,
  pay,
  place,
  type Purchase,
  receive,
  review,
  sendParcel,
  ship,
  startPayment,
} from "./orders.ts";
import type { Life } from "./timeline.ts";
import { day, hour, minute, type World } from "./world.ts";

/** Scenes that the demo always has, whatever the dice say. */
const scenes: { before_end: number; play(purchase: Purchase, end: number): Promise<void> }[] = [
  { before_end: 20 * minute, play: waits },
  { before_end: 12 * minute, play: waits },
  { before_end: 7 * minute, play: waits },
  { before_end: 50 * minute, play: waitsForTheParcel },
  { before_end: 2 * hour, play: waitsForTheParcel },
  { before_end: 26 * hour, play: halfShipped },
  { before_end: 30 * hour, play: halfShipped },
  { before_end: 9 * day, play: asksForMoney },
  { before_end: 10 * day, play: asksToReturn },
  { before_end: 11 * day, play: isSendingBack },
  { before_end: 9.5 * day, play: waitsForTheMoney },
  { before_end: 12 * day, play: moneyGotStuck },
  { before_end: 13 * day, play: exchanges },
  { before_end: 8 * day, play: takesTheComplaintBack },
  { before_end: 3 * day, play: closedByShop },
  { before_end: 15 * day, play: closedByShop },
  { before_end: 16 * day, play: paysAfterCancelling },
  { before_end: 18 * day, play: paysAfterTimeout },
  { before_end: 25 * day, play: refundsAfterSettlement },
];

/** Starts the last scenes, each with a member of its own. */
export function planEndings(world: World): void {
  const { timeline } = world;
  scenes.forEach(({ before_end, play }, n) => {
    const member = world.members[14 + n]!;
    const share = world.distributors[n % 8]!.shares[0]!.token;
    const random = world.random.fork(500 + n);
    timeline.begin(timeline.end - before_end, async (life: Life) => {
      const wanted = world.products.slice(n, n + 2).map((product) => ({
        sku_id: product.skus[0]!.id,
        quantity: 2,
      }));
      await world.caller.call(life.now, member.claims, "record_click", { share });
      await play(await place(world, random, life, member, wanted), timeline.end);
    });
  });
}

/** To be paid by hand. */
async function waits(): Promise<void> {}

async function waitsForTheParcel(purchase: Purchase): Promise<void> {
  await pay(purchase);
}

async function halfShipped(purchase: Purchase): Promise<void> {
  await pay(purchase);
  await purchase.life.hours(18);
  await sendParcel(purchase, [{ line_no: 1, quantity: 1 }]);
}

async function received(purchase: Purchase): Promise<void> {
  await pay(purchase);
  await ship(purchase, 4);
  await purchase.life.hours(60);
  await receive(purchase);
}

async function asksForMoney(purchase: Purchase, end: number): Promise<void> {
  await received(purchase);
  await purchase.life.until(end - 3 * hour);
  await complain(purchase, { kind: "refund_only", lines: [{ line_no: 1, quantity: 1 }] });
}

async function asksToReturn(purchase: Purchase, end: number): Promise<void> {
  await received(purchase);
  await purchase.life.until(end - 50 * minute);
  await complain(purchase, { kind: "return_refund" });
}

async function isSendingBack(purchase: Purchase, end: number): Promise<void> {
  await received(purchase);
  await purchase.life.until(end - 2 * day);
  const after_sale = await complain(purchase, { kind: "return_refund" });
  await purchase.life.hours(5);
  await review(purchase, after_sale, true);
}

/** WeChat is still at it: it ends some hours after the mall is started. */
async function waitsForTheMoney(purchase: Purchase, end: number): Promise<void> {
  const { world, life } = purchase;
  await pay(purchase).then(({ out_trade_no }) =>
    world.wechat.refund_fates.set(out_trade_no, { outcome: "SUCCESS", after_minutes: 8 * 60 })
  );
  await ship(purchase, 4);
  await life.until(end - 4 * hour);
  const after_sale = await complain(purchase, { kind: "refund_only" });
  await life.hours(1);
  await review(purchase, after_sale, true);
}

async function moneyGotStuck(purchase: Purchase, end: number): Promise<void> {
  const { world, life } = purchase;
  await pay(purchase).then(({ out_trade_no }) =>
    world.wechat.refund_fates.set(out_trade_no, { outcome: "ABNORMAL", after_minutes: 5 })
  );
  await ship(purchase, 4);
  await life.until(end - 3 * day);
  const lines = [{ line_no: 2, quantity: 1 }];
  const after_sale = await complain(purchase, { kind: "refund_only", lines });
  await life.hours(1);
  await review(purchase, after_sale, true);
}

async function exchanges(purchase: Purchase): Promise<void> {
  const { world, life } = purchase;
  await received(purchase);
  await life.hours(6);
  const lines = [{ line_no: 1, quantity: 1 }];
  const after_sale_id = await complain(purchase, { kind: "exchange", lines });
  await life.hours(3);
  await review(purchase, after_sale_id, true);
  await life.hours(70);
  const args = { shop: world.shop.code, after_sale_id, reason: "新品已寄出" };
  await world.caller.command(life.now, world.staff.support, "finish_exchange", args);
}

async function takesTheComplaintBack(purchase: Purchase): Promise<void> {
  const { world, life, member } = purchase;
  await received(purchase);
  await life.hours(6);
  const after_sale_id = await complain(purchase, { kind: "return_refund" });
  await life.hours(2);
  await world.caller.call(life.now, member.claims, "cancel_after_sale", { after_sale_id });
}

async function closedByShop(purchase: Purchase): Promise<void> {
  const { world, life, order_id } = purchase;
  await life.minutes(9);
  const args = { shop: world.shop.code, order_id, reason: "买家电话要求改规格，重新下单" };
  await world.caller.command(life.now, world.staff.support, "staff_close_order", args);
}

/** A payment comes too late: all of it goes back. */
async function paysAfterCancelling(purchase: Purchase): Promise<void> {
  const { world, life } = purchase;
  const intent = await startPayment(purchase);
  await life.minutes(3);
  await cancel(purchase);
  await life.minutes(1);
  await world.wechat.pay(life, intent);
}

/** The money comes after the order was closed by time: it is revived. */
async function paysAfterTimeout(purchase: Purchase): Promise<void> {
  const { world, life } = purchase;
  const intent = await startPayment(purchase);
  await life.until(life.now + 31 * minute, true);
  await closeExpired(world, life);
  await life.minutes(4);
  await world.wechat.pay(life, intent);
  await ship(purchase, 5);
}

/** What was earned and settled is taken back in part. */
async function refundsAfterSettlement(purchase: Purchase): Promise<void> {
  const { life } = purchase;
  await received(purchase);
  await life.hours(10 * 24);
  const lines = [{ line_no: 1, quantity: 1 }];
  const after_sale = await complain(purchase, { kind: "refund_only", lines });
  await life.hours(3);
  await review(purchase, after_sale, true);
}
