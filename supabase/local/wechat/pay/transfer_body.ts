import { z } from "zod";
import { appid, fen, notifyUrl, out_bill_no, text } from "./fields.ts";

const report_info = z.strictObject({ info_type: text(15), info_content: text(32) });

/** POST /v3/fund-app/mch-transfer/transfer-bills (WeChat Pay doc 4012716434). */
export const transfer_body = z.strictObject({
  appid,
  out_bill_no,
  transfer_scene_id: text(36),
  openid: text(64),
  user_name: text(1024).optional(),
  transfer_amount: fen(1),
  transfer_remark: text(32),
  notify_url: notifyUrl(256).optional(),
  user_recv_perception: text(32).optional(),
  transfer_scene_report_infos: z.array(report_info).min(1, "需传入转账场景报备信息"),
  user_recv_style: z.strictObject({ type: z.enum(["CONFIRM_PAGE", "RED_PACKET"]) }).optional(),
});

export type TransferBody = z.output<typeof transfer_body>;

/** The body of a cancel: empty or `{}`. */
export const cancel_body = z.strictObject({}).optional();
