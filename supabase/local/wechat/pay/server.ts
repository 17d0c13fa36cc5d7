import { newRequestId } from "../ids.ts";
import type { Facts } from "../faults.ts";
import { answerKey } from "../key_mode.ts";
import type { Merchant } from "../merchants.ts";
import { signatureHeaders, takeSpoilt } from "../notify/signature.ts";
import { pause, type World } from "../world.ts";
import { authorize, Nonces } from "./authorization.ts";
import { parseBody } from "./body.ts";
import type { PayAnswer } from "./call.ts";
import { paramError, PayError } from "./error.ts";
import { findRoute } from "./routes.ts";

const timeout_seconds = 60;
const subject_names = ["out_trade_no", "out_refund_no", "out_bill_no", "transaction_id", "openid"];

/** What goes out, before its signature. */
interface Outcome {
  readonly status: number;
  readonly body?: object;
  readonly file?: Uint8Array<ArrayBuffer>;
  readonly number: string;
  /** Goes out without WeChat's signature, as from a gateway in front of it. */
  readonly unsigned?: true;
}

function refusal(error: PayError): Outcome {
  const { code, message, detail } = error;
  const body = detail === undefined ? { code, message } : { code, message, detail };
  return { status: error.status, body, number: error.number };
}

const system_error: Outcome = {
  status: 500,
  body: { code: "SYSTEM_ERROR", message: "系统错误，请稍后重试" },
  number: "268435463",
};

const unsigned_401: Outcome = {
  status: 401,
  body: { code: "SIGN_ERROR", message: "验签失败" },
  number: "268443699",
  unsigned: true,
};

/** api.mch.weixin.qq.com */
export class PayServer {
  readonly #nonces = new Nonces();

  constructor(private readonly world: World) {}

  async handle(request: Request, target: string): Promise<Response> {
    const serial = request.headers.get("wechatpay-serial");
    const bytes = new Uint8Array(await request.arrayBuffer());
    const header = request.headers.get("authorization");
    // A caller that names a merchant gets a signed refusal.
    const claimed = this.world.merchants.byMchid(/mchid="(\d+)"/.exec(header ?? "")?.[1] ?? "");
    let facts: Facts = { path: target, method: request.method, channel: "reply" };
    try {
      const route = findRoute(request.method, target.split("?", 1)[0]!);
      if (route === undefined) throw new PayError(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在");
      checkHeaders(request, bytes.length > 0);
      const signed = { method: request.method, target, body: bytes };
      const merchant = authorize(this.world, this.#nonces, signed, header);
      checkSerial(this.world, merchant, serial);
      const body = bytes.length > 0 ? parseBody(bytes) : undefined;
      facts = { ...facts, ...subjectOf(body), ...route.params, mchid: merchant.mchid };
      const early = await this.#before(facts, request.signal);
      if (early !== undefined) return await this.#answer(merchant, serial, facts, early);
      const query = new URLSearchParams(target.split("?")[1] ?? "");
      const call = { world: this.world, merchant, query, body, key_serial: serial };
      const answer = route.handler({ ...call, params: route.params });
      const late = await this.#after(facts, answer, request.signal);
      return await this.#answer(merchant, serial, facts, late ?? { ...answer, number: "0" });
    } catch (error) {
      if (!(error instanceof PayError)) throw error;
      return await this.#answer(claimed, serial, facts, refusal(error));
    }
  }

  /** Faults that hit before anything has happened. */
  async #before(facts: Facts, gone: AbortSignal): Promise<Outcome | undefined> {
    const { faults, stopping } = this.world;
    if (faults.take("too_fast", facts)) {
      throw new PayError(429, "FREQUENCY_LIMITED", "频率超限，请稍后重试", undefined, "268447840");
    }
    const refused = faults.take("refusal", facts);
    if (refused) throw new PayError(refused.status, refused.code, refused.message);
    if (faults.take("unsigned_401", facts)) return unsigned_401;
    if (faults.take("error_before_commit", facts)) return system_error;
    const timeout = faults.take("timeout_before_commit", facts);
    if (timeout === undefined) return undefined;
    await pause(timeout.seconds ?? timeout_seconds, stopping, gone);
    return system_error;
  }

  /** Faults that hit when the work is done. */
  async #after(facts: Facts, answer: PayAnswer, gone: AbortSignal): Promise<Outcome | undefined> {
    const { faults, stopping, notices } = this.world;
    if (answer.finish && faults.take("notify_before_reply", facts)) {
      answer.finish();
      await notices.settled();
    }
    this.world.kick();
    if (faults.take("error_after_commit", facts)) return system_error;
    const timeout = faults.take("timeout_after_commit", facts);
    if (timeout === undefined) return undefined;
    await pause(timeout.seconds ?? timeout_seconds, stopping, gone);
    return system_error;
  }

  /** The signed response; without a merchant there is no key to sign with. */
  async #answer(
    merchant: Merchant | undefined,
    serial: string | null,
    facts: Facts,
    outcome: Outcome,
  ): Promise<Response> {
    if (outcome.file !== undefined) return fileReply(outcome.file);
    const text = outcome.body === undefined ? "" : JSON.stringify(outcome.body);
    const headers = new Headers({ "request-id": newRequestId(outcome.number) });
    if (text !== "") headers.set("content-type", "application/json; charset=utf-8");
    if (merchant !== undefined && !outcome.unsigned) {
      const named = serial === null ? undefined : this.world.merchants.key(merchant, serial);
      const key = named ?? answerKey(this.world, merchant);
      const spoilt = takeSpoilt(this.world, facts);
      const signature = await signatureHeaders(key, text, this.world.now(), spoilt);
      for (const [name, value] of Object.entries(signature)) headers.set(name, value);
    }
    return new Response(text === "" ? null : text, { status: outcome.status, headers });
  }
}

/** A file carries no signature: its hash was told before. */
function fileReply(file: Uint8Array<ArrayBuffer>): Response {
  const headers = { "content-type": "application/x-gzip", "request-id": newRequestId("0") };
  return new Response(file, { status: 200, headers });
}

/** User-Agent, Accept and, with a body, Content-Type. */
function checkHeaders({ headers, method }: Request, has_body: boolean): void {
  const accept = headers.get("accept");
  if (!headers.get("user-agent") || !accept) {
    throw new PayError(400, "PARAM_ERROR", "Http头缺少Accept或User-Agent");
  }
  if (!/application\/json|application\/\*|\*\/\*/.test(accept)) {
    throw new PayError(406, "PARAM_ERROR", "Http头Accept不支持application/json");
  }
  if (method === "GET" && has_body) throw new PayError(400, "PARAM_ERROR", "GET请求不能有请求体");
  if (has_body && !/^application\/json\b/i.test(headers.get("content-type") ?? "")) {
    throw new PayError(415, "PARAM_ERROR", "Http头Content-Type应为application/json");
  }
}

/** Who names a key of WeChat's names one that it has towards this merchant. */
function checkSerial(world: World, merchant: Merchant, serial: string | null): void {
  if (!serial || world.merchants.key(merchant, serial) !== undefined) return;
  throw paramError(
    "Wechatpay-Serial",
    "错误，请使用有效的微信支付公钥ID或平台证书序列号",
    serial,
    "header",
  );
}

/** The numbers of a body that faults are matched against. */
function subjectOf(body: unknown): Facts {
  const source = (body ?? {}) as Record<string, unknown>;
  const facts: Record<string, string> = {};
  for (const name of subject_names) {
    if (typeof source[name] === "string") facts[name] = source[name];
  }
  const payer = source["payer"] as Record<string, unknown> | undefined;
  if (typeof payer?.["openid"] === "string") facts["openid"] = payer["openid"];
  return facts;
}
