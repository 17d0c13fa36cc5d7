import type { PaymentIntent } from "@/contracts/server.ts";
import { notifyBase } from "@/shared/notify_urls.ts";
import type { Quote } from "@/contracts/orders.ts";
import { jobs } from "./caller.ts";
import { after_sale_reasons, carriers, remarks } from "./data/people.ts";
import type { Random } from "./random.ts";
import type { Life } from "./timeline.ts";
import { type DemoMember, hour, keyOf, minute, type World } from "./world.ts";

interface Line {
  sku_id: string;
  quantity: number;
}

/** An order on its way through the shop, with the hand that rolls its dice. */
export interface Purchase {
  world: World;
  random: Random;
  life: Life;
  member: DemoMember;
  order_id: string;
  lines: Line[];
}

/** Chooses, looks at the price, orders. */
export async function place(
  world: World,
  random: Random,
  life: Life,
  member: DemoMember,
  wanted?: Line[],
): Promise<Purchase> {
  const { lines, payable_fen } = await look(world, random, life, member, wanted);
  await life.minutes(random.int(1, 4));
  const { order_id } = await world.caller.call<{ order_id: string }>(
    ...[life.now, { ...member.claims, role: "mall_server" }, "place_order", {
      lines,
      idempotency_key: keyOf(random),
      expected_payable_fen: payable_fen,
      contact: member.contact,
      ...(random.chance(0.2) ? { remark: random.pick(remarks) } : {}),
    }] as const,
  );
  return { world, random, life, member, order_id, lines };
}

/** The price of what is wanted, or of something else when that cannot be had (sold out, bought often enough). */
async function look(
  world: World,
  random: Random,
  life: Life,
  member: DemoMember,
  wanted: Line[] = choose(world, random),
): Promise<{ lines: Line[]; payable_fen: number }> {
  const { province, city } = member.contact;
  const destination = { province, city };
  for (let lines = wanted;; lines = choose(world, random)) {
    const quote = await world.caller.call<Quote>(
      ...[life.now, member.claims, "quote_order", { lines, destination }] as const,
    );
    if (quote.problems.length === 0) return { lines, payable_fen: quote.payable_fen };
  }
}

/** One to three products, the liked ones more often; now and then two of one. */
function choose({ products }: World, random: Random): Line[] {
  const count = random.weighted([1, 2, 3], (n) => 7 - 2 * n);
  const chosen = new Map<string, number>();
  while (chosen.size < count) {
    const product = random.weighted(products, ({ appeal }) => appeal ** 2);
    chosen.set(random.pick(product.skus).id, random.chance(0.25) ? 2 : 1);
  }
  return [...chosen].map(([sku_id, quantity]) => ({ sku_id, quantity }));
}

/** Opens the cashier. */
export function startPayment({ world, life, member, order_id }: Purchase): Promise<PaymentIntent> {
  const claims = { ...member.claims, notify_base: notifyBase() };
  return world.caller.call(life.now, claims, "start_payment", { order_id });
}

/** Pays within minutes. Answers the request that was made to WeChat. */
export async function pay(purchase: Purchase): Promise<PaymentIntent> {
  const { world, life, random } = purchase;
  const intent = await startPayment(purchase);
  await life.minutes(random.int(1, 5) / 2);
  await world.wechat.pay(life, intent);
  return intent;
}

/** Sends the parcel in the shop's hours; of several lines now and then the first one ahead. */
export async function ship(purchase: Purchase, wait_hours: number): Promise<void> {
  const { life, random, lines } = purchase;
  await life.hours(wait_hours);
  await workingHours(life);
  if (lines.length > 1 && random.chance(0.3)) {
    await sendParcel(purchase, [{ line_no: 1, quantity: lines[0]!.quantity }]);
    await life.hours(random.int(20, 50));
    await workingHours(life);
  }
  await sendParcel(purchase);
}

/** One parcel: some lines, or all that is left. */
export async function sendParcel(
  { world, life, random, order_id }: Purchase,
  lines?: { line_no: number; quantity: number }[],
): Promise<void> {
  const { id, prefix, digits } = random.pick(carriers);
  await world.caller.call(life.now, world.staff.support, "ship_order", {
    shop: world.shop.code,
    order_id,
    carrier: id,
    tracking_no: prefix + random.digits(digits),
    idempotency_key: keyOf(random),
    ...(lines ? { lines } : {}),
  });
}

/** From nine to six in Shanghai, else next morning. */
async function workingHours(life: Life): Promise<void> {
  const clock = (life.now / hour + 8) % 24;
  if (clock < 9) await life.hours(9 - clock + 0.2);
  else if (clock > 18) await life.hours(33 - clock + 0.2);
}

/** The buyer confirms the receipt. Otherwise the job does, ten days after shipping. */
export async function receive({ world, life, random, member, order_id }: Purchase): Promise<void> {
  const args = { order_id, idempotency_key: keyOf(random) };
  await world.caller.call(life.now, member.claims, "confirm_receipt", args);
}

export async function cancel({ world, life, random, member, order_id }: Purchase): Promise<void> {
  const args = { order_id, idempotency_key: keyOf(random) };
  await world.caller.call(life.now, member.claims, "cancel_order", args);
}

/** Nobody pays. The worker asks WeChat where it was asked to wait for money, and closes. */
export async function timeOut({ life, world }: Purchase): Promise<void> {
  await life.until(life.now + 31 * minute, true);
  await closeExpired(world, life);
}

/** Closes every order that is past its time. */
export async function closeExpired({ caller }: World, life: Life): Promise<void> {
  for (;;) {
    const { closed, ask } = await caller.call<
      { closed: number; ask: { shop_id: string; attempt_id: string }[] }
    >(life.now, jobs, "claim_expired_orders");
    for (const { shop_id, attempt_id } of ask) {
      await caller.call(life.now, jobs, "record_payment_closed", { shop_id, attempt_id });
    }
    if (closed === 0) return;
  }
}

/** What a buyer may ask for after paying. */
export interface Complaint {
  kind: "refund_only" | "return_refund" | "exchange";
  lines?: { line_no: number; quantity: number }[];
}

/** Answers the after-sale's id. */
export async function complain(purchase: Purchase, { kind, lines }: Complaint): Promise<string> {
  const { world, life, random, member, order_id } = purchase;
  const { id } = await world.caller.call<{ id: string }>(
    ...[life.now, member.claims, "request_after_sale", {
      idempotency_key: keyOf(random),
      order_id,
      kind,
      reason: random.pick(after_sale_reasons),
      ...(lines ? { lines } : {}),
    }] as const,
  );
  return id;
}

export async function review(
  { world, life, random }: Purchase,
  after_sale_id: string,
  approve: boolean,
): Promise<void> {
  await world.caller.call(life.now, world.staff.support, "review_after_sale", {
    shop: world.shop.code,
    after_sale_id,
    approve,
    reason: approve ? "核实无误，同意" : "超出售后范围，已与买家沟通",
    idempotency_key: keyOf(random),
  });
}

export async function receiveReturn(
  { world, life }: Purchase,
  after_sale_id: string,
): Promise<void> {
  const args = { shop: world.shop.code, after_sale_id, reason: "退货已验收，完好" };
  await world.caller.command(life.now, world.staff.support, "receive_return", args);
}
