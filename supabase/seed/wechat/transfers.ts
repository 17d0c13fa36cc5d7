import type { Transfer } from "@/local/wechat/state.ts";
import { beijingTime } from "@/local/wechat/time.ts";
import { jobs, wechat } from "../caller.ts";
import type { Life } from "../timeline.ts";
import { accepted, type Past } from "./past.ts";

export interface TransferTask {
  withdrawal_id: string;
  request: {
    out_bill_no: string;
    openid: string;
    transfer_amount: number;
    transfer_remark: string;
    notify_url: string;
  };
}

/** WeChat takes the bill and waits for its receiver, who accepts it soon, never within a day, or is a person. */
export async function transfer(past: Past, life: Life, { withdrawal_id, request }: TransferTask) {
  const about = { shop_id: past.shop.id, withdrawal_id };
  const { send } = await past.caller.call<{ send: boolean }>(
    ...[life.now, jobs, "begin_transfer", about] as const,
  );
  if (!send) return { state: "not_sent" };
  const bill = open(past, life, request);
  const { out_bill_no, transfer_bill_no, state, package_info } = bill;
  const args = { ...about, bill: { out_bill_no, transfer_bill_no, state, package_info } };
  accepted(await past.caller.call(life.now, jobs, "record_transfer_answer", args));
  const fate = past.transfer_fates.get(withdrawal_id) ?? "paid";
  if (fate !== "wait") {
    const minutes = fate === "paid" ? past.random.int(3, 90) : 24 * 60;
    past.timeline.begin(life.now + minutes * 60_000, (later) => end(past, later, bill, fate));
  }
  return { state };
}

function open(past: Past, life: Life, request: TransferTask["request"]): Transfer {
  const { appid, mchid } = past.shop;
  const bill: Transfer = {
    ...{ mchid, appid, out_bill_no: request.out_bill_no, openid: request.openid },
    transfer_bill_no: past.number("1330", 32, life.now),
    request: "",
    user_name: null,
    amount_fen: request.transfer_amount,
    remark: request.transfer_remark,
    notify_url: request.notify_url,
    state: "WAIT_USER_CONFIRM",
    fail_reason: null,
    package_info: `ABBQO+oYAAABAAAAAA${past.random.text(66)}==`,
    ...{ created_at: life.now, updated_at: life.now, due_at: life.now },
    ...{ funded: true, confirmed_in_cancel: false },
  };
  past.transfers.set(bill.out_bill_no, bill);
  return bill;
}

async function end(past: Past, life: Life, bill: Transfer, fate: "paid" | "overdue") {
  bill.state = fate === "paid" ? "SUCCESS" : "FAIL";
  bill.fail_reason = fate === "paid" ? null : "OVERDUE_CLOSE";
  bill.updated_at = life.now;
  bill.funded = fate === "paid";
  const { out_bill_no, transfer_bill_no, state, mchid: mch_id, openid, fail_reason } = bill;
  const content = {
    ...{ out_bill_no, transfer_bill_no, state, mch_id, openid, transfer_amount: bill.amount_fen },
    ...(fail_reason ? { fail_reason } : {}),
    update_time: beijingTime(life.now),
  };
  const notice = past.notice("MCHTRANSFER.BILL.FINISHED", life.now);
  const args = { shop: past.shop.code, notice, bill: content };
  accepted(await past.caller.call(life.now, wechat, "record_transfer_notice", args));
}
