import { type Bytes, fromUtf8 } from "../bytes.ts";
import { type OpenResult, refused } from "./result.ts";

/** Where api.weixin.qq.com (or a relay to it) is, and how long a call may take. */
export interface OpenAccess {
  base_url: string;
  timeout_ms?: number;
}

/** A reply's content: JSON, or bytes that are something else (a picture). */
export type OpenContent = { json: Record<string, unknown> } | {
  bytes: Bytes;
  content_type: string;
};

/** How long a call may take before its result counts as unknown, in milliseconds. */
export const open_timeout_ms = 8_000;

/**
 * Call the open platform. Every errcode comes with HTTP 200; success leaves it out or says 0. The query holds
 * secrets and tokens, and so do the messages of fetch's own errors: neither is ever passed on.
 */
export async function call(
  access: OpenAccess,
  path: string,
  query: Record<string, string>,
  body?: object,
): Promise<OpenResult<OpenContent>> {
  const request: RequestInit = {
    redirect: "manual",
    signal: AbortSignal.timeout(access.timeout_ms ?? open_timeout_ms),
  };
  if (body !== undefined) {
    request.method = "POST";
    request.headers = { "content-type": "application/json" };
    request.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(
      `${access.base_url}${path}?${new URLSearchParams(query)}`,
      request,
    );
    const bytes: Bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) return { kind: "unknown", reason: "server_error" };
    return judge(bytes, response.headers.get("content-type") ?? "");
  } catch (error) {
    const timed_out = error instanceof DOMException && error.name === "TimeoutError";
    return { kind: "unknown", reason: timed_out ? "timeout" : "network" };
  }
}

/** An ok JSON answer whose named fields are texts; anything else is a malformed reply. */
export function withTexts(
  answer: OpenResult<OpenContent>,
  names: readonly string[],
): OpenResult<Record<string, unknown>> {
  if (answer.kind !== "ok") return answer;
  if (!("json" in answer.value)) return { kind: "unknown", reason: "malformed_reply" };
  const { json } = answer.value;
  const good = names.every((name) => typeof json[name] === "string" && json[name] !== "");
  return good ? { kind: "ok", value: json } : { kind: "unknown", reason: "malformed_reply" };
}

const open_brace = 0x7b;

function judge(bytes: Bytes, content_type: string): OpenResult<OpenContent> {
  if (bytes[0] !== open_brace) {
    if (!content_type.startsWith("image/")) return { kind: "unknown", reason: "malformed_reply" };
    return { kind: "ok", value: { bytes, content_type } };
  }
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(fromUtf8(bytes));
  } catch {
    return { kind: "unknown", reason: "malformed_reply" };
  }
  const errcode = Number(json["errcode"] ?? 0);
  if (errcode !== 0) return refused(errcode, String(json["errmsg"] ?? ""));
  return { kind: "ok", value: { json } };
}
