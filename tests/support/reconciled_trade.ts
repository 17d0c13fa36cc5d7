/** For tests of reconciliation: trade of every kind, as WeChat sees it. */
import type { Member, Paid } from "./mall.ts";
import type { Reconciling } from "./reconciling.ts";
import { told } from "./provider_refunds.ts";

type Bought = Paid & { buyer: Member };

/** Asks for a refund and has it approved; what WeChat makes of it comes with the ticks. */
export async function refund({ world }: Reconciling, { buyer, order_id }: Bought): Promise<string> {
  const id = await world.mall.askRefund(buyer, order_id, null);
  await world.mall.approveRefund(id);
  await world.tick();
  await world.tick();
  return id;
}

/** A distributor whose balance is 200 yuan. */
export async function earner(one: Reconciling): Promise<Member> {
  const { world } = one;
  const [distributor, buyer] = [await world.member(), await world.member()];
  await world.mall.promote(distributor);
  await world.mall.bind(buyer, distributor);
  await world.mall.withdrawalRules({
    ...{ review_above_fen: 10_000_000, daily_count: 50, daily_fen: 1_000_000 },
  });
  const [sku_id] = await world.mall.product([200_000]) as [string];
  const { order_id } = await world.buy(buyer, [{ sku_id, quantity: 1 }]);
  await world.mall.complete(buyer, order_id);
  await world.tick();
  await one.days(61);
  await world.mall.settle();
  return distributor;
}

/** A withdrawal that WeChat has been asked for. */
export async function withdrawal({ world }: Reconciling, who: Member, fen = 1_000) {
  const { id } = await world.mall.withdraw(who, fen);
  await world.tick();
  return id;
}

/** The receiver accepts, and the notification comes. */
export async function accept({ world }: Reconciling, withdrawal_id: string): Promise<void> {
  world.simulator.control.confirmTransfer(`1900000001/${world.numberOf(withdrawal_id)}`);
  await world.simulator.settle();
}

/** A refund made in the merchant platform: WeChat does it and tells of it; its number is none of ours. */
export async function refundAtWechat({ world }: Reconciling, paid: Bought, fen: number) {
  const { simulator, mall } = world;
  const out_trade_no = world.numberOf(paid.attempt_id);
  const payment = [...simulator.state.payments.rows()]
    .find((row) => row.out_trade_no === out_trade_no)!;
  const refund_id = `5030${Date.now()}`;
  const row = {
    ...{ mchid: payment.mchid, out_trade_no, transaction_id: payment.transaction_id! },
    ...{ out_refund_no: "by-hand-1", refund_id, reason: null, notify_url: null },
    ...{ refund_fen: fen, total_fen: payment.total_fen, created_at: Date.now() },
    ...{ due_at: Date.now(), success_at: Date.now() },
    status: "SUCCESS" as const,
    outcome: "SUCCESS" as const,
  };
  simulator.state.refunds.put(`${payment.mchid}/by-hand-1`, row);
  const transaction = { out_trade_no, transaction_id: payment.transaction_id };
  return await told(mall, { ...paid, transaction } as unknown as Paid, fen, { refund_id });
}
