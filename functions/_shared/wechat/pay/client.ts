import {
  abnormalRefundBody,
  billNo,
  FieldError,
  jsapiOrderBody,
  refundBody,
  tradeNo,
  transferBillBody,
  transferName,
} from "./bodies.ts";
import type { Bytes } from "../bytes.ts";
import type { BillKind } from "./bill_reader.ts";
import { type BillPlace, openBill, requestBill } from "./bills.ts";
import { notSent, type PayResult } from "./result.ts";
import { encryptField } from "./sensitive.ts";
import { type RequestPaymentParams, requestPaymentParams } from "./signature.ts";
import { type PayAccess, send } from "./transport.ts";
import type {
  AbnormalRefundRequest,
  BankCard,
  JsapiOrder,
  Prepay,
  Refund,
  RefundRequest,
  Transaction,
  TransferBill,
  TransferBillCreated,
  TransferBillRequest,
  TransferCancel,
} from "./types.ts";

/** One merchant's account at WeChat Pay and the mini program that it belongs to. */
export interface MerchantConfig extends PayAccess {
  appid: string;
}

const orders_path = "/v3/pay/transactions";
const refunds_path = "/v3/refund/domestic/refunds";
const bills_path = "/v3/fund-app/mch-transfer/transfer-bills";

/**
 * Calls to WeChat Pay as one merchant. No method throws for what WeChat answers or fails to answer: see PayResult.
 * Bodies are complete as WeChat names them, so that a body frozen earlier can be sent as it stands; one that is for
 * another merchant or mini program, or that WeChat would refuse for its form, is refused here and not sent.
 */
export class PayClient {
  constructor(private readonly config: MerchantConfig) {}

  /** Place an order (WeChat Pay doc 4012525167). The same number with the same body renews the prepay_id. */
  createJsapiOrder(order: JsapiOrder): Promise<PayResult<Prepay>> {
    return checked(async () => {
      this.#own("appid", order.appid);
      this.#own("mchid", order.mchid);
      const path = `${orders_path}/jsapi`;
      const answer = await send(this.config, "POST", path, jsapiOrderBody(order));
      return shaped<Prepay>(answer, { prepay_id: any_text });
    });
  }

  /** What wx.requestPayment takes for a prepay_id. */
  requestPaymentParams(prepay_id: string): Promise<RequestPaymentParams> {
    return requestPaymentParams(this.config.appid, prepay_id, this.config.private_key_pem);
  }

  /** Ask about an order by our number. */
  queryOrder(out_trade_no: string): Promise<PayResult<Transaction>> {
    return checked(async () => {
      const number = encodeURIComponent(tradeNo(out_trade_no));
      const path = `${orders_path}/out-trade-no/${number}?mchid=${this.config.mchid}`;
      const answer = await send(this.config, "GET", path);
      return shaped<Transaction>(answer, { out_trade_no, trade_state: any_text });
    });
  }

  /** Ask about a paid order by WeChat's number. */
  async queryTransaction(transaction_id: string): Promise<PayResult<Transaction>> {
    const number = encodeURIComponent(transaction_id);
    const path = `${orders_path}/id/${number}?mchid=${this.config.mchid}`;
    const answer = await send(this.config, "GET", path);
    return shaped<Transaction>(answer, { transaction_id, trade_state: any_text });
  }

  /** Close an unpaid order; may be repeated. `ORDERPAID` means: query, it is paid. */
  closeOrder(out_trade_no: string): Promise<PayResult<null>> {
    return checked(async () => {
      const path = `${orders_path}/out-trade-no/${encodeURIComponent(tradeNo(out_trade_no))}/close`;
      const answer = await send(this.config, "POST", path, { mchid: this.config.mchid });
      return answer.kind === "ok" ? { ...answer, value: null } : answer;
    });
  }

  /** Ask for a refund. Ok means accepted: the result comes by query or notification. */
  createRefund(refund: RefundRequest): Promise<PayResult<Refund>> {
    return checked(async () => {
      const body = refundBody(refund);
      const answer = await send(this.config, "POST", refunds_path, body);
      return shaped<Refund>(answer, { out_refund_no: body.out_refund_no, status: any_text });
    });
  }

  /** Ask about a refund by our number. */
  async queryRefund(out_refund_no: string): Promise<PayResult<Refund>> {
    const path = `${refunds_path}/${encodeURIComponent(out_refund_no)}`;
    const answer = await send(this.config, "GET", path);
    return shaped<Refund>(answer, { out_refund_no, status: any_text });
  }

  /**
   * Have a refund that is ABNORMAL paid to a card of the buyer's, which is plain here and encrypted on the way, or back
   * to the merchant. `refund_id` is WeChat's number. Ok means accepted: it is PROCESSING again.
   */
  applyAbnormalRefund(
    refund_id: string,
    request: AbnormalRefundRequest,
    card: BankCard | null,
  ): Promise<PayResult<Refund>> {
    return checked(async () => {
      const body: AbnormalRefundRequest & Partial<BankCard> = abnormalRefundBody(request, card);
      if (card !== null) {
        body.bank_account = await this.#encrypted("bank_account", card.bank_account);
        body.real_name = await this.#encrypted("real_name", card.real_name);
      }
      const path = `${refunds_path}/${encodeURIComponent(refund_id)}/apply-abnormal-refund`;
      const answer = await send(this.config, "POST", path, body);
      return shaped<Refund>(answer, { out_refund_no: request.out_refund_no, status: any_text });
    });
  }

  /**
   * Create a transfer to a user (WeChat Pay doc 4012716434); `user_name` is plain here and encrypted on the way.
   * On anything but ok, and whatever the code: query this number, never take a new one.
   */
  createTransferBill(
    bill: TransferBillRequest,
    user_name?: string,
  ): Promise<PayResult<TransferBillCreated>> {
    return checked(async () => {
      this.#own("appid", bill.appid);
      const body: TransferBillRequest & { user_name?: string } = transferBillBody(bill);
      const name = transferName(bill.transfer_amount, user_name);
      if (name !== undefined) body.user_name = await this.#encrypted("user_name", name);
      const answer = await send(this.config, "POST", bills_path, body);
      return shaped<TransferBillCreated>(answer, {
        out_bill_no: bill.out_bill_no,
        transfer_bill_no: any_text,
        state: any_text,
      });
    });
  }

  /** Ask about a transfer by our number; WeChat answers for bills of the last 30 days. */
  queryTransferBill(out_bill_no: string): Promise<PayResult<TransferBill>> {
    return checked(async () => {
      const path = `${bills_path}/out-bill-no/${billNo(out_bill_no)}`;
      const answer = await send(this.config, "GET", path);
      return shaped<TransferBill>(answer, { out_bill_no, state: any_text });
    });
  }

  /** Cancel a transfer that its receiver has not confirmed. */
  cancelTransferBill(out_bill_no: string): Promise<PayResult<TransferCancel>> {
    return checked(async () => {
      const path = `${bills_path}/out-bill-no/${billNo(out_bill_no)}/cancel`;
      const answer = await send(this.config, "POST", path, {});
      return shaped<TransferCancel>(answer, { out_bill_no, state: any_text });
    });
  }

  /** Where the bill of a day of Beijing is; a day without one is refused as NOSTATEMENTEXIST. */
  requestBill(kind: BillKind, day: string): Promise<PayResult<BillPlace>> {
    return requestBill(this.config, kind, day);
  }

  /** The file of a bill, packed and not yet believed: compare its hash. */
  openBill(place: BillPlace): Promise<PayResult<ReadableStream<Bytes>>> {
    return openBill(this.config, place);
  }

  /** A field for WeChat's eyes, to the key that requests name. */
  async #encrypted(field: string, plain: string): Promise<string> {
    const newest = this.config.verifiers[0];
    if (newest === undefined) throw new FieldError(field, "no key to encrypt to");
    return await encryptField(plain, newest);
  }

  #own(field: "appid" | "mchid", value: string): void {
    if (value !== this.config[field]) throw new FieldError(field, "is not this merchant's");
  }
}

const any_text = Symbol("any text");

/** An ok answer whose fields are as given: a text that must be equal, or any text; else a malformed reply. */
function shaped<T>(
  answer: PayResult<unknown>,
  fields: Record<string, string | typeof any_text>,
): PayResult<T> {
  if (answer.kind !== "ok") return answer;
  const value = (answer.value ?? {}) as Record<string, unknown>;
  for (const [name, expected] of Object.entries(fields)) {
    const good = expected === any_text ? typeof value[name] === "string" : value[name] === expected;
    if (good) continue;
    const { request_id } = answer;
    return {
      kind: "unknown",
      reason: "malformed_reply",
      status: 200,
      code: "",
      message: name,
      request_id,
    };
  }
  return answer as PayResult<T>;
}

/** A call whose FieldError becomes a refusal. */
async function checked<T>(call: () => Promise<PayResult<T>>): Promise<PayResult<T>> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof FieldError) return notSent(error.message);
    throw error;
  }
}
