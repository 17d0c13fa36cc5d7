import { jobs } from "../database.ts";
import { Sales } from "./sales.ts";
import { type Member, newKey } from "./shop.ts";

type Lines = { line_no: number; quantity: number }[] | null;

/** What comes back: after-sales and their money. */
export class Refunds extends Sales {
  /** Asks for a refund; lines null is all that is left. Answers the after-sale's id. */
  async askRefund(
    buyer: Member,
    order_id: string,
    lines: Lines,
    kind = "refund_only",
  ): Promise<string> {
    const { id } = await this.db.call<{ id: string }>(buyer, "request_after_sale", {
      idempotency_key: newKey(),
      order_id,
      kind,
      lines,
      reason: "不想要了",
    });
    return id;
  }

  async approveRefund(after_sale_id: string): Promise<{ payable_fen: number }> {
    return await this.command("review_after_sale", {
      after_sale_id,
      approve: true,
      reason: "同意",
    });
  }

  /** WeChat pays back what was approved, if it is anything; or it ends in another way. */
  async refundArrives(after_sale_id: string, status = "SUCCESS"): Promise<void> {
    const attempts = await this.db.sql<{ id: string; amount_fen: string }[]>`
      select a.id, a.amount_fen from pay.refund_attempts a
        join pay.refunds r on r.shop_id = a.shop_id and r.id = a.refund_id
       where a.shop_id = ${this.shop_id} and r.after_sale_id = ${after_sale_id}
         and a.status in ('open', 'processing')`;
    for (const { id, amount_fen } of attempts) {
      await this.db.call(jobs, "record_refund_answer", {
        shop_id: this.shop_id,
        refund_attempt_id: id,
        refund: { status, refund_id: `50${id}`, amount: { refund: Number(amount_fen) } },
      });
    }
  }

  /** A refund from asking to money; answers what came back, in fen. */
  async refund(
    buyer: Member,
    order_id: string,
    lines: Lines = null,
  ): Promise<number> {
    const id = await this.askRefund(buyer, order_id, lines);
    const { payable_fen } = await this.approveRefund(id);
    await this.refundArrives(id);
    return payable_fen;
  }
}
