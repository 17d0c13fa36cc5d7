import { newPackageInfo } from "../ids.ts";
import { ownNumber, type Transfer } from "../state.ts";
import { beijingTime, day_ms } from "../time.ts";
import { fundsOf, type World } from "../world.ts";

export const confirm_within_ms = day_ms;

export function saveTransfer(world: World, bill: Transfer): void {
  bill.updated_at = world.now();
  world.state.transfers.put(ownNumber(bill.mchid, bill.out_bill_no), bill);
}

/** Lock the money and wait for the user; a bill whose money is short stays PROCESSING. */
export function fund(world: World, bill: Transfer): void {
  const funds = fundsOf(world, world.merchants.byMchid(bill.mchid)!);
  if (funds.operation_fen < bill.amount_fen) return;
  funds.operation_fen -= bill.amount_fen;
  world.state.funds.put(funds.mchid, funds);
  bill.funded = true;
  bill.funded_at = world.now();
  bill.state = "WAIT_USER_CONFIRM";
  bill.package_info = newPackageInfo();
}

/** Bring a bill to a final state; unless it succeeded, its money goes back. */
export function endTransfer(
  world: World,
  bill: Transfer,
  state: "SUCCESS" | "FAIL" | "CANCELLED",
  fail_reason: string | null = null,
): void {
  const merchant = world.merchants.byMchid(bill.mchid)!;
  bill.state = state;
  bill.fail_reason = fail_reason;
  if (state !== "SUCCESS" && bill.funded) {
    const funds = fundsOf(world, merchant);
    funds.operation_fen += bill.amount_fen;
    bill.funded = false;
    bill.returned_at = world.now();
    world.state.funds.put(funds.mchid, funds);
  }
  saveTransfer(world, bill);
  if (bill.notify_url === null) return;
  const { mchid, out_bill_no, openid } = bill;
  world.notices.emit(merchant, {
    event_type: "MCHTRANSFER.BILL.FINISHED",
    original_type: "mch_payment",
    summary: "商家转账单据终态通知",
    plaintext: JSON.stringify(noticeObject(bill)),
    notify_url: bill.notify_url,
    facts: { mchid, out_bill_no, openid },
  });
  world.kick();
}

/** The user has accepted the money. */
export function confirm(world: World, bill: Transfer): void {
  const known = world.state.users.get(bill.openid)?.real_name ?? null;
  if (bill.user_name !== null && known !== null && bill.user_name !== known) {
    return endTransfer(world, bill, "FAIL", "NAME_NOT_CORRECT");
  }
  const { mchid, out_bill_no, openid } = bill;
  const slow = world.faults.take("transfer_slow", { mchid, out_bill_no, openid });
  if (!slow) return endTransfer(world, bill, "SUCCESS");
  bill.state = "TRANSFERING";
  bill.due_at = world.now() + (slow.seconds ?? 60) * 1000;
  saveTransfer(world, bill);
}

function advance(world: World, bill: Transfer): void {
  const now = world.now();
  if (bill.state === "WAIT_USER_CONFIRM") {
    const over = now - bill.created_at >= confirm_within_ms;
    if (over) endTransfer(world, bill, "FAIL", "OVERDUE_CLOSE");
    return;
  }
  if (bill.due_at > now) return;
  if (bill.state === "TRANSFERING") endTransfer(world, bill, "SUCCESS");
  else if (bill.state === "CANCELING") {
    endTransfer(world, bill, bill.confirmed_in_cancel ? "SUCCESS" : "CANCELLED");
  } else if (bill.state === "PROCESSING") {
    fund(world, bill);
    if (bill.funded) saveTransfer(world, bill);
  }
}

/** Move every open bill on. */
export function tickTransfers(world: World): void {
  for (const bill of [...world.state.transfers.live()]) advance(world, bill);
}

/** The plaintext of a notification. */
function noticeObject(bill: Transfer): object {
  return {
    out_bill_no: bill.out_bill_no,
    transfer_bill_no: bill.transfer_bill_no,
    state: bill.state,
    mch_id: bill.mchid,
    transfer_amount: bill.amount_fen,
    openid: bill.openid,
    ...(bill.fail_reason === null ? {} : { fail_reason: bill.fail_reason }),
    create_time: beijingTime(bill.created_at),
    update_time: beijingTime(bill.updated_at),
  };
}
