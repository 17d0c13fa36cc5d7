import type { Facts } from "../faults.ts";
import { newTransferBillNo } from "../ids.ts";
import { ownNumber, type Transfer } from "../state.ts";
import { beijingTime, day_ms } from "../time.ts";
import { canonical, read } from "./body.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { invalidRequest, PayError } from "./error.ts";
import { checkAppid } from "./orders.ts";
import { cancel_body, transfer_body, type TransferBody } from "./transfer_body.ts";
import { confirm, endTransfer, fund, saveTransfer } from "./transfer_life.ts";
import { checkTransfer, quotaExceeded, readName } from "./transfer_rules.ts";

const queryable_ms = 30 * day_ms;
const cancellable: readonly Transfer["state"][] = ["PROCESSING", "WAIT_USER_CONFIRM"];

function absent(): PayError {
  return new PayError(404, "NOT_FOUND", "记录不存在", undefined, "268512771");
}

function makeBill(
  call: PayCall,
  body: TransferBody,
  request: string,
  name: string | null,
): Transfer {
  const { world, merchant } = call;
  const now = world.now();
  return {
    mchid: merchant.mchid,
    appid: body.appid,
    out_bill_no: body.out_bill_no,
    transfer_bill_no: newTransferBillNo(now),
    request,
    openid: body.openid,
    user_name: name,
    amount_fen: body.transfer_amount,
    remark: body.transfer_remark,
    notify_url: body.notify_url ?? null,
    state: "PROCESSING",
    fail_reason: null,
    package_info: null,
    created_at: now,
    updated_at: now,
    due_at: now,
    funded: false,
    confirmed_in_cancel: false,
  };
}

/** POST /v3/fund-app/mch-transfer/transfer-bills: the same number with the same content answers the same bill. */
export function createTransfer(call: PayCall): PayAnswer {
  const { world, merchant } = call;
  const body = read(transfer_body, call.body);
  checkAppid(call, body.appid);
  const name = readName(call, body);
  // The same name is encrypted differently each time.
  const request = canonical({ ...body, user_name: name });
  const { mchid } = merchant;
  const about: Facts = { mchid, out_bill_no: body.out_bill_no, openid: body.openid };
  const late = world.faults.find("transfer_lands_late", about);
  const known = world.state.transfers.get(ownNumber(mchid, body.out_bill_no));
  if (known !== undefined) {
    if (late) throw new PayError(late.status, late.code, late.message);
    if (known.request === request) return { status: 200, body: createdObject(known) };
    throw invalidRequest("单号已存在但信息不一致", "268498688");
  }
  checkTransfer(call, body);
  if (world.state.users.get(body.openid)?.appid !== body.appid) {
    throw invalidRequest("openid与appid不匹配", "268501013");
  }
  if (world.faults.take("not_enough", about)) {
    throw new PayError(403, "NOT_ENOUGH", "商户运营账户资金不足，请充值后原单重试");
  }
  const bill = makeBill(call, body, request, name);
  const over = quotaExceeded(call, body);
  const fail = world.faults.take("transfer_fail", about)?.fail_reason ?? over;
  const stuck = world.faults.take("transfer_processing", about);
  if (stuck) bill.due_at += (stuck.seconds ?? 3600) * 1000;
  else if (!fail) fund(world, bill);
  if (fail) endTransfer(world, bill, "FAIL", fail);
  else saveTransfer(world, bill);
  if (late) throw new PayError(late.status, late.code, late.message);
  const finish = () => {
    if (bill.state === "WAIT_USER_CONFIRM") confirm(world, bill);
  };
  return { status: 200, body: createdObject(bill), finish };
}

/** The bill that a path names by either number. */
function named({ world, merchant, params }: PayCall): Transfer {
  const { out_bill_no, transfer_bill_no } = params;
  const bill = out_bill_no !== undefined
    ? world.state.transfers.get(ownNumber(merchant.mchid, out_bill_no))
    : world.state.transfers.find(transfer_bill_no!);
  if (bill?.mchid !== merchant.mchid) throw absent();
  const { mchid, openid } = bill;
  const facts = { mchid, openid, out_bill_no: bill.out_bill_no };
  if (world.faults.find("transfer_lands_late", facts)) throw absent();
  return bill;
}

/** GET …/transfer-bills/out-bill-no/{} and …/transfer-bill-no/{}: bills of the last 30 days. */
export function queryTransfer(call: PayCall): PayAnswer {
  const bill = named(call);
  if (call.world.now() - bill.created_at > queryable_ms) throw absent();
  const body = {
    mch_id: bill.mchid,
    out_bill_no: bill.out_bill_no,
    transfer_bill_no: bill.transfer_bill_no,
    appid: bill.appid,
    state: bill.state,
    transfer_amount: bill.amount_fen,
    transfer_remark: bill.remark,
    ...failReason(bill),
    openid: bill.openid,
    create_time: beijingTime(bill.created_at),
    update_time: beijingTime(bill.updated_at),
  };
  return { status: 200, body };
}

/** POST …/transfer-bills/out-bill-no/{}/cancel: possible until the user has confirmed; may be repeated. */
export function cancelTransfer(call: PayCall): PayAnswer {
  const { world } = call;
  read(cancel_body, call.body);
  const bill = named(call);
  if (cancellable.includes(bill.state)) {
    const { mchid, out_bill_no, openid } = bill;
    const quicker = world.faults.take("confirm_during_cancel", { mchid, out_bill_no, openid });
    bill.confirmed_in_cancel = quicker !== undefined && bill.funded;
    bill.state = "CANCELING";
    bill.due_at = world.now() + (quicker?.seconds ?? 0) * 1000;
    saveTransfer(world, bill);
  } else if (bill.state !== "CANCELING" && bill.state !== "CANCELLED") {
    throw invalidRequest("当前转账单状态不支持撤销");
  }
  const { out_bill_no, transfer_bill_no, state } = bill;
  const finish = () => {
    if (bill.state !== "CANCELING") return;
    endTransfer(world, bill, bill.confirmed_in_cancel ? "SUCCESS" : "CANCELLED");
  };
  const update_time = beijingTime(bill.updated_at);
  return { status: 200, body: { out_bill_no, transfer_bill_no, state, update_time }, finish };
}

function failReason(bill: Transfer): object {
  return bill.fail_reason === null ? {} : { fail_reason: bill.fail_reason };
}

function createdObject(bill: Transfer): object {
  const { out_bill_no, transfer_bill_no, state, package_info } = bill;
  return {
    out_bill_no,
    transfer_bill_no,
    create_time: beijingTime(bill.created_at),
    state,
    ...failReason(bill),
    ...(state === "WAIT_USER_CONFIRM" ? { package_info } : {}),
  };
}
