import type { BillPlan } from "./bill_plan.ts";
import { Journal, Table } from "./store.ts";
import type { ArrivedMessage, MessageTemplate, Subscription } from "./subscriptions.ts";

/** A WeChat user as one mini program knows them. */
export interface User {
  openid: string;
  appid: string;
  unionid: string | null;
  nickname: string;
  /** The real name that WeChat knows; compared with `user_name` of a transfer. */
  real_name: string | null;
  /** The phone of the account; one abroad with its country: "+852 91234567". A user without one gets one made up. */
  phone?: string | null;
  /** Every sign-in is refused with 40226. */
  high_risk: boolean;
  session_key: string | null;
}

/** A code of wx.login, or of the phone button. */
export interface UserCode {
  code: string;
  openid: string;
  appid: string;
  expires_at: number;
  used: boolean;
}

/** The token of /cgi-bin/stable_token of one app. */
export interface AccessToken {
  appid: string;
  value: string;
  expires_at: number;
  /** The one before; good until its own end after a planned renewal, null after a forced one. */
  previous: { value: string; expires_at: number } | null;
  forced_at: number;
  forced_day: string;
  forced_count: number;
}

/** An order at WeChat Pay. */
export interface Payment {
  mchid: string;
  appid: string;
  out_trade_no: string;
  /** The body of the first request, with sorted keys; a repeated one must be equal. */
  request: string;
  description: string;
  attach: string | null;
  notify_url: string;
  total_fen: number;
  openid: string;
  created_at: number;
  expires_at: number;
  state: "NOTPAY" | "SUCCESS" | "CLOSED";
  transaction_id: string | null;
  paid_at: number | null;
  refund_nos: string[];
  /** Refunds that are done or may still happen. */
  refunded_fen: number;
  last_refund_at: number | null;
}

export interface Prepay {
  prepay_id: string;
  payment: string;
  expires_at: number;
}

export type RefundStatus = "PROCESSING" | "SUCCESS" | "ABNORMAL" | "CLOSED";

export interface Refund {
  mchid: string;
  out_refund_no: string;
  refund_id: string;
  transaction_id: string;
  out_trade_no: string;
  reason: string | null;
  notify_url: string | null;
  refund_fen: number;
  total_fen: number;
  created_at: number;
  status: RefundStatus;
  /** What it will become, and when. */
  outcome: Exclude<RefundStatus, "PROCESSING">;
  due_at: number;
  success_at: number | null;
  /** When it came to its end, whichever. */
  ended_at?: number;
}

export type TransferState =
  | "PROCESSING"
  | "WAIT_USER_CONFIRM"
  | "TRANSFERING"
  | "SUCCESS"
  | "FAIL"
  | "CANCELING"
  | "CANCELLED";

export interface Transfer {
  mchid: string;
  appid: string;
  out_bill_no: string;
  transfer_bill_no: string;
  /** The body of the first request, with sorted keys and the name in plain. */
  request: string;
  openid: string;
  user_name: string | null;
  amount_fen: number;
  remark: string;
  notify_url: string | null;
  state: TransferState;
  fail_reason: string | null;
  package_info: string | null;
  created_at: number;
  updated_at: number;
  /** When PROCESSING, TRANSFERING or CANCELING goes on. */
  due_at: number;
  /** The money has left the merchant's operation account. */
  funded: boolean;
  /** When that was, and when it came back. */
  funded_at?: number;
  returned_at?: number;
  /** The user was quicker than the cancel. */
  confirmed_in_cancel: boolean;
}

export interface Parcel {
  tracking_no?: string | undefined;
  express_company?: string | undefined;
  item_desc: string;
  contact?: { consignor_contact?: string | undefined; receiver_contact?: string | undefined };
  upload_time: number;
}

/** The shipping record of a paid order. */
export interface Shipment {
  transaction_id: string;
  logistics_type: number;
  delivery_mode: number;
  finished: boolean;
  finish_count: number;
  parcels: Parcel[];
  upload_time: number;
  shipped_at: number;
  confirmed_at: number | null;
  /** What was pushed about it; imported ones are not pushed by themselves. */
  told?: "nothing" | "shipped" | "received";
  /** The buyer was asked to confirm, which goes once. */
  reminded?: boolean;
}

/** Where an app's order centre and shipping messages open an order. */
export interface OrderPaths {
  appid: string;
  order_detail_path: string;
  msg_jump_path: string;
}

/** A link that opens a page of an app from the words of a chat. */
export interface ShortLink {
  link: string;
  appid: string;
  page_url: string;
  page_title: string;
  /** Null: permanent. */
  expires_at: number | null;
}

/** Where an app's message pushes go; the console's entry. */
export interface PushAddress {
  appid: string;
  /** Empty: nowhere. */
  url: string;
  mode: "plain" | "safe";
}

/** A message push that the simulator sends by itself. */
export interface Push {
  id: string;
  appid: string;
  event: string;
  message: Record<string, unknown>;
  state: "pending" | "lost" | "delivered" | "given_up";
  copies: number;
  tries: number;
  next_at: number;
}

export interface Attempt {
  at: number;
  /** HTTP status, or 0 without an answer. */
  status: number;
  signature: "genuine" | "forged" | "signtest" | "unknown_serial" | "clock_skew";
}

export interface Notification {
  id: string;
  mchid: string;
  event_type: string;
  original_type: string;
  notify_url: string;
  /** JSON of the resource, as it was before encryption. */
  plaintext: string;
  /** The body that is posted, the same at every attempt. */
  body: string;
  /** Numbers of the subject, for lists and faults. */
  facts: Record<string, string>;
  created_at: number;
  state: "pending" | "held" | "lost" | "delivered" | "given_up";
  copies: number;
  /** Copies are posted one after the other instead of at once. */
  in_turn: boolean;
  next_at: number;
  attempts: Attempt[];
}

/** Money of a merchant at WeChat Pay: payments and refunds, and the account transfers are paid from. */
export interface Funds {
  mchid: string;
  basic_fen: number;
  operation_fen: number;
}

/** Which key signs what names no key of its own. */
export interface KeyMode {
  mode: "public_key" | "certificate" | "switching";
  /** 1 to 7 while switching: 0.1, 1, 5, 10, 20, 50, 100 % of notifications use the public key. */
  step: number;
}

const final_states: readonly TransferState[] = ["SUCCESS", "FAIL", "CANCELLED"];

/** Everything the simulator remembers across a restart. */
export class State {
  readonly journal: Journal;
  readonly users: Table<User>;
  readonly codes: Table<UserCode>;
  readonly phone_codes: Table<UserCode>;
  readonly tokens: Table<AccessToken>;
  readonly payments: Table<Payment>;
  readonly prepays: Table<Prepay>;
  readonly refunds: Table<Refund>;
  readonly transfers: Table<Transfer>;
  readonly shipments: Table<Shipment>;
  readonly notifications: Table<Notification>;
  readonly funds: Table<Funds>;
  readonly key_modes: Table<KeyMode>;
  readonly order_paths: Table<OrderPaths>;
  readonly short_links: Table<ShortLink>;
  readonly message_templates: Table<MessageTemplate>;
  readonly subscriptions: Table<Subscription>;
  readonly arrived_messages: Table<ArrivedMessage>;
  readonly push_addresses: Table<PushAddress>;
  readonly pushes: Table<Push>;
  /** By merchant and day. */
  readonly bill_plans: Table<BillPlan>;

  constructor(folder: string | undefined) {
    const journal = this.journal = new Journal(folder);
    this.users = new Table("users", journal);
    this.codes = new Table("codes", journal);
    this.phone_codes = new Table("phone_codes", journal);
    this.tokens = new Table("tokens", journal, {
      names: (row) => [row.value, row.previous?.value],
    });
    this.payments = new Table("payments", journal, {
      names: (row) => [row.transaction_id ?? undefined],
    });
    this.prepays = new Table("prepays", journal);
    this.refunds = new Table("refunds", journal, { live: (row) => row.status === "PROCESSING" });
    this.transfers = new Table("transfers", journal, {
      names: (row) => [row.transfer_bill_no, row.package_info ?? undefined],
      live: (row) => !final_states.includes(row.state),
    });
    this.shipments = new Table("shipments", journal, {
      live: (row) => row.finished && row.told !== undefined && row.told !== "received",
    });
    this.notifications = new Table("notifications", journal, {
      live: (row) => row.state === "pending" || row.state === "held",
    });
    this.funds = new Table("funds", journal);
    this.key_modes = new Table("key_modes", journal);
    this.order_paths = new Table("order_paths", journal);
    this.short_links = new Table("short_links", journal);
    this.message_templates = new Table("message_templates", journal);
    this.subscriptions = new Table("subscriptions", journal);
    this.arrived_messages = new Table("arrived_messages", journal);
    this.push_addresses = new Table("push_addresses", journal);
    this.pushes = new Table("pushes", journal, { live: (row) => row.state === "pending" });
    this.bill_plans = new Table("bill_plans", journal);
    journal.start();
  }
}

/** The id of a merchant's own number: unique per merchant. */
export function ownNumber(mchid: string, number: string): string {
  return `${mchid}/${number}`;
}
