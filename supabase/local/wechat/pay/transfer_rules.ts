import { beijingTime } from "../time.ts";
import type { PayCall } from "./call.ts";
import { invalidRequest, paramError } from "./error.ts";
import { openField } from "./sealed_field.ts";
import type { TransferBody } from "./transfer_body.ts";
import { transfer_scenes } from "./transfer_scenes.ts";

const least_fen = 10;
const name_from_fen = 200_000;
const name_not_below_fen = 30;
const red_packet_most_fen = 20_000;

/** The real name that travels encrypted (RSA-OAEP, SHA-1) to the key that Wechatpay-Serial names. */
export function readName(call: PayCall, body: TransferBody): string | null {
  const { user_name, transfer_amount } = body;
  if (user_name === undefined) {
    if (transfer_amount < name_from_fen) return null;
    throw paramError("/body/user_name", "转账金额大于等于2000元时必填");
  }
  if (transfer_amount < name_not_below_fen) {
    throw invalidRequest("转账金额小于0.3元时不支持校验收款用户姓名");
  }
  return openField(call, "user_name", user_name);
}

/** Scene, report infos, perception, style and amount. */
export function checkTransfer({ merchant }: PayCall, body: TransferBody): void {
  const scene = transfer_scenes[body.transfer_scene_id];
  if (scene === undefined || !merchant.transfer_scenes.includes(body.transfer_scene_id)) {
    throw invalidRequest("你尚未获取该转账场景");
  }
  const given = body.transfer_scene_report_infos.map((info) => info.info_type).sort();
  const demanded = [...scene.report_infos].sort();
  if (given.join("\n") !== demanded.join("\n")) {
    const field = "/body/transfer_scene_report_infos";
    throw paramError(field, "未传入完整且对应的转账场景报备信息");
  }
  const perception = body.user_recv_perception;
  if (perception !== undefined && !scene.perceptions.includes(perception)) {
    throw invalidRequest("暂不支持展示当前传入的用户收款感知");
  }
  const amount = body.transfer_amount;
  const red = body.user_recv_style?.type === "RED_PACKET" && amount > red_packet_most_fen;
  if (amount < least_fen || amount > merchant.transfer_max_fen || red) {
    throw invalidRequest("超过单笔转账上下限");
  }
}

/** Why a bill fails for what was transferred today already: a day's quota of the merchant or of the receiver. */
export function quotaExceeded({ world, merchant }: PayCall, body: TransferBody): string | null {
  const today = beijingTime(world.now()).slice(0, 10);
  let [all, own] = [body.transfer_amount, body.transfer_amount];
  for (const bill of world.state.transfers.rows()) {
    const lost = bill.state === "FAIL" || bill.state === "CANCELLED";
    if (bill.mchid !== merchant.mchid || lost) continue;
    if (beijingTime(bill.created_at).slice(0, 10) !== today) continue;
    all += bill.amount_fen;
    if (bill.openid === body.openid) own += bill.amount_fen;
  }
  if (all > merchant.transfer_day_fen) return "TRANSFER_QUOTA_EXCEED";
  return own > merchant.transfer_user_day_fen ? "DAY_RECEIVED_QUOTA_EXCEED" : null;
}
