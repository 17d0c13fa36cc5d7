import type { Recorded } from "@/contracts/server.ts";
import { ApiError } from "@/shared/errors.ts";
import { log } from "@/shared/log.ts";
import { BillError, type BillRow } from "@/shared/wechat/pay/bill_lines.ts";
import { type BillKind, readBill } from "@/shared/wechat/pay/bill_reader.ts";
import { bill_code } from "@/shared/wechat/pay/bills.ts";
import { merchantClient } from "./merchant_client.ts";
import { describe } from "./outbox/task.ts";
import type { Services } from "./services.ts";

/** A bill to fetch, as SQL hands it out. */
export interface BillTask {
  shop_id: string;
  shop: string;
  id: string;
  mchid: string;
  day: string;
  kind: BillKind;
  lease_token: string;
}

/** Rows are saved so many at a time: what is in memory of a bill. */
const rows_at_once = 1_000;

/** Why a bill was not got, as api.fail_bill takes it. */
class NotGot extends Error {
  constructor(
    readonly reason: "none" | "creating" | "failed",
    message: string,
    readonly permanent = false,
  ) {
    super(message);
  }
}

/** Another worker has the bill by now. */
class Lost extends Error {}

/** Fetch one bill, save its rows, and finish it if its hash is right; else say why not. Never throws. */
export async function fetchBill(services: Services, task: BillTask): Promise<void> {
  const { shop_id, id: bill_id, lease_token } = task;
  const held = { shop_id, bill_id, lease_token };
  try {
    const hash = await take(services, task);
    await services.call<Recorded>("finish_bill", { ...held, hash });
  } catch (cause) {
    if (cause instanceof Lost) return;
    const { reason, message: error, permanent } = notGot(cause);
    if (reason === "failed") log("warn", "bill_not_fetched", { bill_id, error, cause });
    await services.call<Recorded>("fail_bill", { ...held, reason, error, permanent });
  }
}

/** Our own words of what went wrong, never those of an exception from inside. */
function notGot(cause: unknown): NotGot {
  if (cause instanceof NotGot) return cause;
  if (cause instanceof BillError) return new NotGot("failed", `账单读不出来：${cause.message}`);
  if (cause instanceof ApiError) {
    // keys of a merchant number that the shop has left do not come back by waiting
    return new NotGot("failed", cause.code, cause.code === "CREDENTIAL_MISSING");
  }
  return new NotGot("failed", "下载中断，原因见日志");
}

/** The bill's rows into the database; answers its hash, which was right. */
async function take(services: Services, task: BillTask): Promise<string> {
  const { shop_id, id: bill_id, lease_token, kind, day } = task;
  const pay = await merchantClient(services, task.shop, task.mchid);
  const asked = await pay.requestBill(kind, day);
  if (asked.kind === "refused" && asked.code === bill_code.none) {
    throw new NotGot("none", describe(asked));
  }
  if (asked.kind === "refused" && asked.code === bill_code.creating) {
    throw new NotGot("creating", describe(asked));
  }
  if (asked.kind !== "ok") throw new NotGot("failed", describe(asked));
  const file = await pay.openBill(asked.value);
  if (file.kind !== "ok") throw new NotGot("failed", describe(file));
  let first_line = 1;
  const read = await readBill(kind, file.value, rows_at_once, async (rows: BillRow[]) => {
    const args = { shop_id, bill_id, lease_token, first_line, rows };
    const { held } = await services.call<{ held: boolean }>("save_bill_rows", args);
    if (!held) throw new Lost();
    first_line += rows.length;
  });
  if (read.hash !== asked.value.hash_value.toLowerCase()) {
    throw new NotGot("failed", "账单与微信给出的哈希不符");
  }
  return read.hash;
}
