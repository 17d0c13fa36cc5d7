import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Facts } from "../faults.ts";
import { randomText } from "../ids.ts";
import { day_ms, hour_ms, minute_ms } from "../time.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { type BillKind, dayOf, linesUpTo, told_by } from "./bill_lines.ts";
import { linesOf } from "./bill_plans.ts";
import { balanceOf, billText } from "./bill_text.ts";
import { invalidRequest, paramError, PayError } from "./error.ts";

const ready_ms = 10 * hour_ms;
const kept_ms = 90 * day_ms;
const token_ms = 5 * minute_ms;

/** A file that may be fetched for a while. */
export interface BillToken {
  readonly mchid: string;
  readonly text: string;
  readonly is_packed: boolean;
  readonly expires_at: number;
}

/** GET /v3/bill/tradebill */
export function requestTradeBill(call: PayCall): PayAnswer {
  const kind = call.query.get("bill_type") ?? "ALL";
  if (kind !== "ALL") throw paramError("bill_type", "这里只有ALL", kind, "query");
  return request(call, "trade");
}

/** GET /v3/bill/fundflowbill */
export function requestFundBill(call: PayCall): PayAnswer {
  const account = call.query.get("account_type") ?? "BASIC";
  if (account === "BASIC") return request(call, "basic");
  if (account === "OPERATION") return request(call, "operation");
  throw paramError("account_type", "这里只有BASIC和OPERATION", account, "query");
}

/** Where the file of a day is; a day without lines has none. */
function request(call: PayCall, kind: BillKind): PayAnswer {
  const { world, merchant, query } = call;
  const { mchid } = merchant;
  const date = checkedDate(call);
  const facts: Facts = { mchid, bill_date: date, bill: kind };
  if (world.faults.find("bill_late", facts)) {
    throw new PayError(400, "STATEMENT_CREATING", "账单生成中，请稍后再试");
  }
  const { from, to } = dayOf(date);
  const lines = linesOf(world, mchid, kind, date);
  if (lines.length === 0 || world.now() < to + ready_ms) {
    throw new PayError(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在");
  }
  const start_fen = kind === "operation" ? merchant.operation_fen : 0;
  const before = linesUpTo(world, mchid, from).filter((line) => told_by[kind].includes(line.kind));
  const text = billText(kind, mchid, lines, start_fen + balanceOf(before));
  const early = world.faults.take("bill_token_expired", facts);
  const token = randomText(48);
  world.bill_tokens.set(token, {
    ...{ mchid, text, is_packed: query.get("tar_type") === "GZIP" },
    expires_at: early ? 0 : world.now() + token_ms,
  });
  const wrong = world.faults.take("bill_wrong_hash", facts);
  const hash_value = createHash("sha1").update(wrong ? text + "?" : text).digest("hex");
  const download_url = `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${token}`;
  return { status: 200, body: { hash_type: "SHA1", hash_value, download_url } };
}

function checkedDate({ world, query }: PayCall): string {
  const date = query.get("bill_date") ?? "";
  const tar_type = query.get("tar_type");
  if (tar_type !== null && tar_type !== "GZIP") {
    throw paramError("tar_type", "只能是GZIP", tar_type, "query");
  }
  const { from, to } = dayOf(date);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(from)) {
    throw paramError("bill_date", "格式应为yyyy-MM-DD", date, "query");
  }
  if (world.now() < to || world.now() > to + kept_ms) throw invalidRequest("账单日期错误");
  return date;
}

/** GET /v3/billdownload/file?token=…: the file, which WeChat does not sign. */
export function downloadBill({ world, merchant, query }: PayCall): PayAnswer {
  const token = query.get("token") ?? "";
  const found = world.bill_tokens.get(token);
  if (found === undefined || found.mchid !== merchant.mchid || found.expires_at <= world.now()) {
    throw new PayError(400, "INVALID_REQUEST", "token已失效，请重新申请账单");
  }
  const bytes = new TextEncoder().encode(found.text);
  return { status: 200, file: found.is_packed ? new Uint8Array(gzipSync(bytes)) : bytes };
}
