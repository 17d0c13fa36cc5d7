import { type Bytes, fromUtf8 } from "../bytes.ts";
import { type VerifierPem, verifyingKey } from "./keys.ts";
import { normaliseCode, type PayResult, type UnknownReason } from "./result.ts";
import { authorization, type Signer } from "./signature.ts";
import { checkSignature } from "./verify.ts";

/** How to reach WeChat Pay as one merchant. */
export interface PayAccess extends Signer {
  /** Keys of WeChat Pay, the newest first: that one is named in requests; replies may be signed by any. */
  verifiers: readonly VerifierPem[];
  /** `https://api.mch.weixin.qq.com`, or a relay; a path before `/v3` is not signed. */
  base_url: string;
  timeout_ms?: number;
  /** Told when WeChat signed with a key that is not among the verifiers. */
  onUnknownSerial?: () => Promise<unknown>;
}

/** How asking for keys differs from other calls. */
export interface KeyCall {
  /** Names no key of WeChat's, for it may be gone by now. */
  anonymous_key: true;
  /** Keys that prove themselves inside the reply. */
  keysIn(json: unknown): Promise<readonly VerifierPem[]>;
}

/** How long a call may take before its result counts as unknown, in milliseconds. */
export const pay_timeout_ms = 10_000;

export const user_agent = "qingteng-mall/0.1 (Deno)";
const codes_of_unknown = new Map<string, UnknownReason>(Object.entries({
  SYSTEMERROR: "server_error",
  BANKERROR: "server_error",
  USERPAYING: "pending",
  FREQUENCYLIMITED: "busy",
  FREQUENCYLIMITEXCEED: "busy",
}));
/** Codes that are certain although WeChat sends them with a 5xx status. */
const certain_codes = new Set(["OPENIDMISMATCH"]);

/**
 * Send one signed request and judge the reply. `path` must be percent-encoded; `body` is serialised once, without
 * nulls, and those very bytes are signed and sent. A reply counts, whatever its status, only when WeChat signed it.
 * Throws only when a key of ours cannot be read, and then before anything is sent.
 */
export async function send(
  access: PayAccess,
  method: "GET" | "POST",
  path: string,
  body?: object,
  keys?: KeyCall,
): Promise<PayResult<unknown>> {
  await Promise.all(access.verifiers.map(verifyingKey));
  const text = body === undefined ? "" : JSON.stringify(body, withoutNull);
  const named = keys?.anonymous_key ? undefined : access.verifiers[0]?.id;
  const request: RequestInit = {
    method,
    headers: {
      "accept": "application/json",
      "content-type": "application/json",
      "user-agent": user_agent,
      ...(named === undefined ? {} : { "wechatpay-serial": named }),
      "authorization": await authorization(access, method, path, text),
    },
    redirect: "manual",
    signal: AbortSignal.timeout(access.timeout_ms ?? pay_timeout_ms),
  };
  if (text !== "") request.body = text;
  let reply: Reply;
  try {
    reply = await read(await fetch(access.base_url + path, request));
  } catch (error) {
    const timed_out = error instanceof DOMException && error.name === "TimeoutError";
    return unknown(timed_out ? "timeout" : "network", no_reply);
  }
  const verifiers = [...access.verifiers, ...await keys?.keysIn(reply.json) ?? []];
  const check = await checkSignature(verifiers, reply.headers, reply.bytes);
  if (!check.ok) {
    if (check.reason === "unknown_serial") await access.onUnknownSerial?.();
    return unknown("unverified", { ...reply, message: `${check.reason} ${reply.message}` });
  }
  return judge(reply);
}

interface Reply {
  status: number;
  headers: Headers;
  bytes: Bytes;
  json: unknown;
  code: string;
  message: string;
  request_id: string;
}

const no_reply = { status: 0, code: "", message: "", request_id: "" };

async function read(response: Response): Promise<Reply> {
  const bytes: Bytes = new Uint8Array(await response.arrayBuffer());
  const json = parse(bytes);
  const { code, message } = (json ?? {}) as Record<string, unknown>;
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json,
    code: typeof code === "string" ? normaliseCode(code) : "",
    message: typeof message === "string" ? message : "",
    request_id: response.headers.get("request-id") ?? "",
  };
}

/** A verified reply as a result (WeChat Pay's HTTP statuses: 200 and 204 done, 4xx refused, the rest not known). */
function judge(reply: Reply): PayResult<unknown> {
  const { status, code, message, request_id } = reply;
  if (status === 204) return { kind: "ok", value: null, request_id };
  if (status === 200) {
    if (reply.json === undefined) return unknown("malformed_reply", reply);
    return { kind: "ok", value: reply.json, request_id };
  }
  const reason = codes_of_unknown.get(code);
  if (reason !== undefined) return unknown(reason, reply);
  if (status === 429) return unknown("busy", reply);
  if ((status >= 400 && status < 500) || certain_codes.has(code)) {
    return { kind: "refused", status, code, message, request_id };
  }
  return unknown(status < 300 ? "pending" : "server_error", reply);
}

function unknown(
  reason: UnknownReason,
  { status, code, message, request_id }: typeof no_reply,
): PayResult<never> {
  return { kind: "unknown", reason, status, code, message, request_id };
}

function parse(bytes: Bytes): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
}

/** WeChat Pay refuses JSON nulls. */
function withoutNull(_name: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
