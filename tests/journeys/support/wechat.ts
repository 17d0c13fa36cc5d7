import type { FaultInput } from "@/local/wechat/faults.ts";
import type { PushInput, SignInput, UserInput } from "@/local/wechat/control/inputs.ts";
import type {
  Attempt,
  Notification,
  Payment,
  Refund,
  Shipment,
  Transfer,
  User,
  UserCode,
} from "@/local/wechat/state.ts";

/** What wx calls its callbacks with. */
interface ClientAnswer {
  errMsg: string;
}

interface Lists {
  payments: Payment;
  refunds: Refund;
  transfers: Transfer;
  shipments: Shipment;
  notifications: Notification;
}

/** The other side of WeChat's simulator: what its users do, what it remembers, and how it shall misbehave. */
export class Wechat {
  constructor(private readonly url: string) {}

  user(input: UserInput): Promise<User> {
    return this.#post("/users", input);
  }

  /** What wx.login gives. */
  async code(openid: string): Promise<string> {
    return (await this.#post<UserCode>(`/users/${openid}/code`)).code;
  }

  /** wx.requestPayment */
  requestPayment(input: Record<string, unknown>): Promise<ClientAnswer> {
    return this.#post("/request_payment", input);
  }

  /** wx.requestMerchantTransfer */
  requestTransfer(input: Record<string, unknown>): Promise<ClientAnswer> {
    return this.#post("/request_merchant_transfer", input);
  }

  /** The newest rows first whose fields are as named. */
  async list<Name extends keyof Lists>(
    name: Name,
    fields: Record<string, string>,
  ): Promise<Lists[Name][]> {
    const query = new URLSearchParams(fields);
    return (await this.#call<{ items: Lists[Name][] }>("GET", `/${name}?${query}`)).items;
  }

  /** Changes what WeChat remembers of a payment, behind everybody's back. */
  async changePayment(out_trade_no: string, change: Partial<Payment>): Promise<void> {
    const [known] = await this.list("payments", { out_trade_no });
    const row = { ...known!, ...change };
    await this.#post("/import", { rows: [["payments", `${row.mchid}/${out_trade_no}`, row]] });
  }

  /** Somebody settles an abnormal refund in WeChat's merchant platform. */
  async settleRefund(out_trade_no: string): Promise<void> {
    const [known] = await this.list("refunds", { out_trade_no, status: "ABNORMAL" });
    const row = { ...known!, status: "PROCESSING", outcome: "SUCCESS" };
    await this.#post("/import", { rows: [["refunds", `${row.mchid}/${row.out_refund_no}`, row]] });
  }

  async resend(notification_id: string): Promise<Attempt[]> {
    const path = `/notifications/${notification_id}/resend`;
    return (await this.#post<{ attempts: Attempt[] }>(path)).attempts;
  }

  /** A notification over any plaintext, signed or spoilt as asked, not sent. */
  sign(input: SignInput): Promise<{ headers: Record<string, string>; body: string }> {
    return this.#post("/notify/sign", input);
  }

  push(input: PushInput): Promise<{ status: number; text: string; ok: boolean }> {
    return this.#post("/push", input);
  }

  async fault(input: FaultInput): Promise<{ id: string }> {
    return await this.#post("/faults", input);
  }

  async noFaults(id?: string): Promise<void> {
    await this.#call("DELETE", id === undefined ? "/faults" : `/faults/${id}`);
  }

  async signWith(mode: "public_key" | "certificate"): Promise<void> {
    await this.#post("/key_mode", { mode });
  }

  #post<T>(path: string, input: unknown = {}): Promise<T> {
    return this.#call("POST", path, input);
  }

  async #call<T>(method: string, path: string, input?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/_control${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`simulator: ${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined as T : JSON.parse(text);
  }
}
