/** Shapes of WeChat Pay v3. Money is whole fen; times are RFC 3339 texts. New keys may appear in replies at any time. */

/** Body of a JSAPI order (WeChat Pay doc 4012525167). */
export interface JsapiOrder {
  appid: string;
  mchid: string;
  /** What the buyer sees; cleaned and cut to 127 characters before sending. */
  description: string;
  /** 6 to 32 of `0-9A-Za-z_-*|`, unique per merchant. */
  out_trade_no: string;
  /** Whole seconds (payTime), more than a minute ahead when the number is new. */
  time_expire?: string;
  /** Comes back in queries and notifications, at most 128 characters. */
  attach?: string;
  /** Without a query, at most 255 characters. */
  notify_url: string;
  amount: { total: number; currency: "CNY" };
  payer: { openid: string };
}

/** Reply to a JSAPI order: good for two hours. */
export interface Prepay {
  prepay_id: string;
}

/** State of an order. Only SUCCESS and REFUND mean that it was paid. */
export type TradeState =
  | "SUCCESS"
  | "REFUND"
  | "NOTPAY"
  | "CLOSED"
  | "REVOKED"
  | "USERPAYING"
  | "PAYERROR"
  | "ACCEPT";

/** An order as queries and payment notifications show it. `amount.total` is the order's, `payer_total` what the buyer paid. */
export interface Transaction {
  appid: string;
  mchid: string;
  out_trade_no: string;
  transaction_id?: string;
  trade_type?: string;
  trade_state: TradeState;
  trade_state_desc?: string;
  bank_type?: string;
  attach?: string;
  success_time?: string;
  payer?: { openid?: string };
  amount?: { total: number; payer_total?: number; currency?: string; payer_currency?: string };
  [more: string]: unknown;
}

/** Body of a refund. `out_refund_no` is its idempotency key; one of the two order numbers is needed. */
export interface RefundRequest {
  transaction_id?: string;
  out_trade_no?: string;
  /** 1 to 64 of `0-9A-Za-z_-|*@`. */
  out_refund_no: string;
  /** What the buyer sees; cleaned and cut to 80 characters before sending. */
  reason?: string;
  notify_url?: string;
  amount: { refund: number; total: number; currency: "CNY" };
}

/** Body of settling an abnormal refund, without the card (WeChat Pay doc: apply-abnormal-refund). */
export interface AbnormalRefundRequest {
  out_refund_no: string;
  /** To a bank card of the buyer's, or back to the merchant. */
  type: "USER_BANK_CARD" | "MERCHANT_BANK_CARD";
  /** The bank as WeChat names it, `ICBC_DEBIT`; with USER_BANK_CARD alone. */
  bank_type?: string;
}

/** Whose card and which, plain; encrypted on the way to WeChat. */
export interface BankCard {
  bank_account: string;
  real_name: string;
}

/** State of a refund. CLOSED: will not happen under this number. ABNORMAL: the buyer's account cannot take it. */
export type RefundStatus = "PROCESSING" | "SUCCESS" | "CLOSED" | "ABNORMAL";

/** A refund as its creation and queries show it. */
export interface Refund {
  refund_id: string;
  out_refund_no: string;
  transaction_id: string;
  out_trade_no: string;
  status: RefundStatus;
  channel?: string;
  user_received_account?: string;
  success_time?: string;
  create_time?: string;
  amount: { total: number; refund: number; payer_total?: number; payer_refund?: number };
  [more: string]: unknown;
}

/** A refund as its notification shows it: `refund_status`, not `status`. */
export interface RefundNotice {
  mchid: string;
  transaction_id: string;
  out_trade_no: string;
  refund_id: string;
  out_refund_no: string;
  refund_status: Exclude<RefundStatus, "PROCESSING">;
  success_time?: string;
  user_received_account?: string;
  amount: { total: number; refund: number; payer_total?: number; payer_refund?: number };
  [more: string]: unknown;
}

/** Body of a merchant transfer, without the name (WeChat Pay doc 4012716434). */
export interface TransferBillRequest {
  appid: string;
  /** 1 to 32 digits and letters; the idempotency key. */
  out_bill_no: string;
  /** Granted per merchant, 1005 for commission at most. */
  transfer_scene_id: string;
  openid: string;
  transfer_amount: number;
  /** What the receiver sees; cleaned and cut to 32 characters before sending. */
  transfer_remark: string;
  notify_url?: string;
  user_recv_perception?: string;
  /** Exactly the set that the scene demands, e.g. 岗位类型 and 报酬说明. */
  transfer_scene_report_infos: { info_type: string; info_content: string }[];
}

/** State of a transfer bill (WeChat Pay doc 4012711988); `TRANSFERING` is spelled so. Final: SUCCESS, FAIL, CANCELLED. */
export type TransferState =
  | "ACCEPTED"
  | "PROCESSING"
  | "WAIT_USER_CONFIRM"
  | "TRANSFERING"
  | "SUCCESS"
  | "FAIL"
  | "CANCELING"
  | "CANCELLED";

/** Reply to creating a transfer bill; `package_info` only while WAIT_USER_CONFIRM. */
export interface TransferBillCreated {
  out_bill_no: string;
  transfer_bill_no: string;
  create_time: string;
  state: TransferState;
  fail_reason?: string;
  package_info?: string;
  [more: string]: unknown;
}

/** A transfer bill as queries and notifications show it. `fail_reason` is free text. */
export interface TransferBill {
  mch_id?: string;
  out_bill_no: string;
  transfer_bill_no: string;
  appid?: string;
  state: TransferState;
  transfer_amount: number;
  transfer_remark?: string;
  fail_reason?: string;
  openid?: string;
  create_time?: string;
  update_time?: string;
  [more: string]: unknown;
}

/** Reply to cancelling a transfer bill; wait for the final state, the receiver may have been quicker. */
export interface TransferCancel {
  out_bill_no: string;
  transfer_bill_no: string;
  state: "CANCELING" | "CANCELLED";
  update_time: string;
  [more: string]: unknown;
}
