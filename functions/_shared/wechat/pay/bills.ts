import type { Bytes } from "../bytes.ts";
import type { BillKind } from "./bill_reader.ts";
import type { PayResult } from "./result.ts";
import { authorization } from "./signature.ts";
import { type PayAccess, send, user_agent } from "./transport.ts";

/** Where the file of a bill is, and what it must hash to. The address is good for five minutes. */
export interface BillPlace {
  hash_type: string;
  hash_value: string;
  download_url: string;
}

/** A bill of 200,000 rows is some ten megabytes packed, and is read as fast as its rows are kept. */
const download_ms = 120_000;

/** Paths of each bill, without its day. */
const paths: Record<BillKind, string> = {
  trade: "/v3/bill/tradebill?bill_type=ALL",
  basic: "/v3/bill/fundflowbill?account_type=BASIC",
  operation: "/v3/bill/fundflowbill?account_type=OPERATION",
};

/** Codes of a day for which there is no bill, and of one that is not ready. */
export const bill_code = { none: "NOSTATEMENTEXIST", creating: "STATEMENTCREATING" } as const;

/** Ask where the bill of a day (`2026-03-01`, Beijing) is. */
export async function requestBill(
  access: PayAccess,
  kind: BillKind,
  day: string,
): Promise<PayResult<BillPlace>> {
  const path = `${paths[kind]}&bill_date=${encodeURIComponent(day)}&tar_type=GZIP`;
  const answer = await send(access, "GET", path);
  if (answer.kind !== "ok") return answer;
  const { hash_type, hash_value, download_url } = answer.value as Partial<BillPlace>;
  if (hash_type === "SHA1" && /^[0-9a-f]{40}$/i.test(hash_value ?? "") && pathOf(download_url)) {
    return answer as PayResult<BillPlace>;
  }
  const { request_id } = answer;
  const reason = "malformed_reply";
  return { kind: "unknown", reason, status: 200, code: "", message: "bill", request_id };
}

/**
 * The file, packed, as it comes. Its reply is not signed: only the hash tells whether it is WeChat's. Asked of the same
 * base as every call, whatever host the address names, so that no other host ever hears us.
 */
export async function openBill(
  access: PayAccess,
  place: BillPlace,
): Promise<PayResult<ReadableStream<Bytes>>> {
  const path = pathOf(place.download_url)!;
  const headers = {
    "accept": "*/*",
    "user-agent": user_agent,
    "authorization": await authorization(access, "GET", path, ""),
  };
  const nothing = { code: "", message: "", request_id: "" };
  try {
    const signal = AbortSignal.timeout(download_ms);
    const reply = await fetch(access.base_url + path, { headers, redirect: "manual", signal });
    if (reply.status === 200 && reply.body !== null) {
      const request_id = reply.headers.get("request-id") ?? "";
      return { kind: "ok", value: reply.body as ReadableStream<Bytes>, request_id };
    }
    await reply.body?.cancel();
    return { kind: "unknown", reason: "server_error", ...nothing, status: reply.status };
  } catch {
    return { kind: "unknown", reason: "network", ...nothing, status: 0 };
  }
}

/** Path and query of a download address of WeChat's; null for any other. */
function pathOf(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null;
  const { pathname, search } = new URL(url);
  return pathname.startsWith("/v3/billdownload/") ? pathname + search : null;
}
