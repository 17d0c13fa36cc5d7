import {
  cancel,
  complain,
  pay,
  type Purchase,
  receive,
  receiveReturn,
  review,
  ship,
  startPayment,
  timeOut,
} from "./orders.ts";

/** What becomes of an order, and how often. The names of the first are the buyer's doing or leaving. */
export const fates: { weight: number; live(purchase: Purchase): Promise<void> }[] = [
  { weight: 58, live: receivesIt },
  { weight: 14, live: leavesItToTime },
  { weight: 5, live: neverPays },
  { weight: 4, live: opensTheCashierAndLeaves },
  { weight: 6, live: changesHisMind },
  { weight: 4, live: takesItBackBeforeShipping },
  { weight: 4, live: refundsOnePiece },
  { weight: 3, live: sendsItBack },
  { weight: 2, live: isRefused },
];

async function receivesIt(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  await pay(purchase);
  await ship(purchase, random.int(3, 30));
  await life.hours(random.int(40, 130));
  await receive(purchase);
}

async function leavesItToTime(purchase: Purchase): Promise<void> {
  await pay(purchase);
  await ship(purchase, purchase.random.int(3, 40));
}

async function neverPays(purchase: Purchase): Promise<void> {
  await timeOut(purchase);
}

async function opensTheCashierAndLeaves(purchase: Purchase): Promise<void> {
  await startPayment(purchase);
  await timeOut(purchase);
}

async function changesHisMind(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  if (random.chance(0.5)) await startPayment(purchase);
  await life.minutes(random.int(2, 20));
  await cancel(purchase);
}

async function takesItBackBeforeShipping(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  await pay(purchase);
  await life.minutes(random.int(10, 120));
  const after_sale = await complain(purchase, { kind: "refund_only" });
  await life.hours(random.int(1, 6));
  await review(purchase, after_sale, true);
}

/** Days after settlement as well, so that settled commission comes back. */
async function refundsOnePiece(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  await receivesIt(purchase);
  await life.hours(random.int(10, 13 * 24));
  const lines = [{ line_no: 1, quantity: 1 }];
  const after_sale = await complain(purchase, { kind: "refund_only", lines });
  await life.hours(random.int(1, 20));
  await review(purchase, after_sale, true);
}

async function sendsItBack(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  await receivesIt(purchase);
  await life.hours(random.int(10, 60));
  const after_sale = await complain(purchase, { kind: "return_refund" });
  await life.hours(random.int(2, 20));
  await review(purchase, after_sale, true);
  await life.hours(random.int(48, 96));
  await receiveReturn(purchase, after_sale);
}

async function isRefused(purchase: Purchase): Promise<void> {
  const { life, random } = purchase;
  await receivesIt(purchase);
  await life.hours(random.int(24, 200));
  const after_sale = await complain(purchase, { kind: "return_refund" });
  await life.hours(random.int(2, 20));
  await review(purchase, after_sale, false);
}
