import type { PaymentIntent, Recorded } from "@/contracts/server.ts";
import { ownNumber } from "@/local/wechat/state.ts";
import { notifyBase } from "@/shared/notify_urls.ts";
import { jobs } from "../caller.ts";
import type { Life } from "../timeline.ts";
import type { DemoMember } from "../world.ts";
import { Past } from "./past.ts";
import { close, pay } from "./payments.ts";
import { refund, type RefundTask } from "./refunds.ts";
import { type ShippingTask, upload } from "./shipping.ts";
import { transfer, type TransferTask } from "./transfers.ts";

/** A row of the simulator's tables. */
export type Row = [
  table: "users" | "payments" | "refunds" | "transfers" | "shipments" | "funds",
  id: string,
  row: object,
];

interface OutboxTask {
  shop_id: string;
  id: string;
  kind: "refund" | "transfer" | "transfer_cancel" | "shipping" | "close_payment";
  body: unknown;
  lease_token: string;
}

/**
 * WeChat as it was: says what the simulator would have said, and remembers it in the simulator's own rows, so
 * that what people do by hand later (a refund of an old order, confirming a transfer) finds it all there.
 */
export class WechatPast extends Past {
  pay(life: Life, intent: PaymentIntent): Promise<Recorded> {
    return pay(this, life, intent);
  }

  /** One round of the outbox. */
  async work(life: Life): Promise<void> {
    const args = { worker: "seed", batch: 200, notify_base: notifyBase() };
    const tasks = await this.caller.call<OutboxTask[]>(life.now, jobs, "claim_outbox", args);
    await Promise.all(tasks.map(async (task) => {
      const { shop_id, id, lease_token } = task;
      const done = { shop_id, id, lease_token, answer: await this.#answer(life, task) };
      await this.caller.call(life.now, jobs, "finish_outbox", done);
    }));
  }

  /** Everything for the simulator; the shop had so much to pay out from. */
  rows(members: DemoMember[], operation_fen: number): Row[] {
    const { mchid, appid } = this.shop;
    const users = members.map(({ openid, nickname }) => ({
      ...{ openid, nickname, appid, unionid: null },
      ...{ real_name: null, high_risk: false, session_key: null },
    }));
    const [payments, refunds, transfers, shipments] = [
      this.payments.values().toArray(),
      this.refunds.values().toArray(),
      this.transfers.values().toArray(),
      this.shipments.values().toArray(),
    ];
    const kept = payments.map(({ total_fen, refunded_fen }) => total_fen - refunded_fen);
    const sent = transfers.map(({ funded, amount_fen }) => funded ? amount_fen : 0);
    const funds = {
      mchid,
      basic_fen: sum(kept),
      operation_fen: operation_fen - sum(sent),
    };
    return [
      ...users.map((row): Row => ["users", row.openid, row]),
      ...payments.map((row): Row => ["payments", ownNumber(mchid, row.out_trade_no), row]),
      ...refunds.map((row): Row => ["refunds", ownNumber(mchid, row.out_refund_no), row]),
      ...transfers.map((row): Row => ["transfers", ownNumber(mchid, row.out_bill_no), row]),
      ...shipments.map((row): Row => ["shipments", row.transaction_id, row]),
      ["funds", mchid, funds],
    ];
  }

  async #answer(life: Life, { kind, body }: OutboxTask): Promise<object> {
    switch (kind) {
      case "refund":
        return await refund(this, life, body as RefundTask);
      case "transfer":
        return await transfer(this, life, body as TransferTask);
      case "close_payment":
        return await close(this, life, body as { attempt_id: string });
      case "shipping":
        return upload(this, life, body as ShippingTask);
      case "transfer_cancel":
        throw new Error("Cannot seed: nobody cancels at WeChat in this story");
    }
  }
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, fen) => total + fen, 0);
}
