import assert from "node:assert/strict";
import { Withdrawal } from "@/contracts/withdrawals.ts";
import { earner } from "./support/earning.ts";
import { journey, town } from "./support/journey.ts";
import type { Phone } from "./support/phone.ts";
import type { Shop } from "./support/shop.ts";
import { becomes } from "./support/town.ts";

const settles_at_once = { settle_days: 0 };

/** The distributor asks, staff approve, and WeChat waits for the confirmation. */
async function ask(shop: Shop, seller: Phone, amount_fen: number): Promise<string> {
  const { id } = await seller.withdraw(amount_fen);
  await shop.owner.approveWithdrawal(id);
  await becomes("wait_user_confirm", () => status(seller, id));
  return id;
}

async function status(seller: Phone, id: string): Promise<string> {
  return (await seller.withdrawal(id)).status;
}

/** [can be withdrawn, under way, arrived] in fen */
async function money(seller: Phone): Promise<number[]> {
  const { balances } = await seller.center();
  return [balances.available_fen, balances.withdrawing_fen, balances.withdrawn_fen];
}

/** The distributor's bills at WeChat: [fen, state] of each, the newest first. */
async function bills({ openid }: Phone): Promise<unknown[]> {
  const all = await town.wechat.list("transfers", { openid });
  return all.map(({ amount_fen, state }) => [amount_fen, state]);
}

function takeBack(seller: Phone, id: string): Promise<Withdrawal> {
  return seller.api.post(`/withdrawals/${id}/cancellation`, Withdrawal);
}

journey(
  "a transfer that nobody confirms for a day fails; the money returns and can be asked for anew",
  async (shop) => {
    const { seller } = await earner(shop, 1_000);
    const first = await ask(shop, seller, 1_000);
    assert.deepEqual(await money(seller), [0, 1_000, 0]);
    await town.later({ hours: 24, seconds: 5 });
    await becomes("failed", () => status(seller, first));
    assert.deepEqual(await money(seller), [1_000, 0, 0]);
    const second = await ask(shop, seller, 1_000);
    await seller.confirmWithdrawal(second);
    await becomes("paid", () => status(seller, second));
    assert.deepEqual(await money(seller), [0, 0, 1_000]);
    assert.deepEqual(await bills(seller), [[1_000, "SUCCESS"], [1_000, "FAIL"]]);
  },
  settles_at_once,
);

journey(
  "a withdrawal can be cancelled until it is confirmed; WeChat decides when both happen at once",
  async (shop) => {
    const { seller } = await earner(shop, 2_000);
    const early = await seller.withdraw(500);
    assert.equal((await takeBack(seller, early.id)).status, "cancelled");
    const late = await ask(shop, seller, 700);
    await takeBack(seller, late);
    await becomes("cancelled", () => status(seller, late));
    assert.deepEqual(await money(seller), [2_000, 0, 0]);

    const raced = await ask(shop, seller, 900);
    const { openid } = seller;
    await town.wechat.fault({ kind: "confirm_during_cancel", match: { openid }, seconds: 600 });
    await takeBack(seller, raced);
    await town.tick();
    assert.deepEqual(await money(seller), [1_100, 900, 0]); // nobody knows yet
    await town.later({ minutes: 11 });
    await becomes("paid", () => status(seller, raced));
    assert.deepEqual(await money(seller), [1_100, 0, 900]);
    assert.deepEqual(await bills(seller), [[900, "SUCCESS"], [700, "CANCELLED"]]);
    await assert.rejects(takeBack(seller, raced), { code: "WITHDRAWAL_STATE" });
  },
  settles_at_once,
);

journey(
  "a small withdrawal needs nobody; one without funds at WeChat waits, and its package comes later",
  async (shop) => {
    const { seller } = await earner(shop, 3_000);
    const { openid } = seller;
    await town.wechat.fault({ kind: "transfer_processing", match: { openid }, seconds: 30 });
    const { id, fee_fen, net_fen } = await seller.withdraw(1_000);
    assert.deepEqual([fee_fen, net_fen], [60, 940]);
    await becomes("processing", () => status(seller, id));
    await assert.rejects(seller.confirmWithdrawal(id), { code: "WITHDRAWAL_NOT_CONFIRMABLE" });
    await town.later({ minutes: 2 });
    await becomes("wait_user_confirm", () => status(seller, id));
    await town.wechat.fault({ kind: "notify_lost", match: { openid } });
    await seller.confirmWithdrawal(id);
    await town.later({ minutes: 5 }); // the notification is lost; asking finds it
    await becomes("paid", () => status(seller, id));
    assert.deepEqual(await money(seller), [2_000, 0, 1_000]);
    assert.deepEqual(await bills(seller), [[940, "SUCCESS"]]);
  },
  { ...settles_at_once, withdrawal: { review_above_fen: 1_000, fee_bps: 600 } },
);

journey(
  "WeChat refuses a transfer: it fails with the reason, and the money is back",
  async (shop) => {
    const { seller } = await earner(shop, 1_000);
    const { openid } = seller;
    const fail_reason = "REALNAME_CHECK_FAIL";
    await town.wechat.fault({ kind: "transfer_fail", match: { openid }, fail_reason });
    const { id } = await seller.withdraw(1_000);
    await shop.owner.approveWithdrawal(id);
    await becomes("failed", () => status(seller, id));
    assert.equal((await seller.withdrawal(id)).reason, fail_reason);
    assert.deepEqual(await money(seller), [1_000, 0, 0]);
  },
  settles_at_once,
);

journey("a refund that leaves less than nothing stops a withdrawal under review", async (shop) => {
  const { seller, buyer, order } = await earner(shop, 1_000);
  const { id } = await seller.withdraw(1_000);
  const asked = await buyer.askRefund(order.order_id);
  await shop.owner.approveAfterSale(asked.id);
  await becomes([-1_000, 1_000, 0], () => money(seller));
  assert.equal(await status(seller, id), "held");
  await assert.rejects(shop.owner.approveWithdrawal(id), { code: "BALANCE_NEGATIVE" });
  await shop.owner.rejectWithdrawal(id);
  assert.deepEqual(await money(seller), [0, 0, 0]);
}, settles_at_once);
