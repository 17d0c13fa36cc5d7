import { z } from "zod";
import { ownNumber, type Refund } from "../state.ts";
import { read } from "./body.ts";
import type { PayAnswer, PayCall } from "./call.ts";
import { invalidRequest, paramError, PayError } from "./error.ts";
import { out_refund_no, text } from "./fields.ts";
import { finishRefund, refundObject } from "./refunds.ts";
import { openField } from "./sealed_field.ts";

/** POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund */
const body_schema = z.strictObject({
  out_refund_no,
  type: z.enum(["USER_BANK_CARD", "MERCHANT_BANK_CARD"]),
  bank_type: text(20).optional(),
  bank_account: text(1024).optional(),
  real_name: text(1024).optional(),
});

type Body = z.output<typeof body_schema>;

const card_fields = ["bank_type", "bank_account", "real_name"] as const;

function checkCard(call: PayCall, body: Body): void {
  const to_card = body.type === "USER_BANK_CARD";
  for (const name of card_fields) {
    if (to_card && body[name] === undefined) {
      throw paramError(`/body/${name}`, "退款至用户银行卡时必填");
    }
    if (!to_card && body[name] !== undefined) {
      throw paramError(`/body/${name}`, "退款至商户时不能传入");
    }
  }
  if (!to_card) return;
  if (!/^\d{8,30}$/.test(openField(call, "bank_account", body.bank_account!))) {
    throw paramError("/body/bank_account", "银行卡号格式错误");
  }
  openField(call, "real_name", body.real_name!);
}

/** Pays an abnormal refund elsewhere: 200 means accepted, it is PROCESSING again under its number. */
export function applyAbnormalRefund(call: PayCall): PayAnswer {
  const { world, merchant, params } = call;
  const body = read(body_schema, call.body);
  const refund = world.state.refunds.get(ownNumber(merchant.mchid, body.out_refund_no));
  if (refund === undefined || refund.refund_id !== params["refund_id"]) {
    throw new PayError(404, "RESOURCE_NOT_EXISTS", "退款单不存在", undefined, "268512771");
  }
  checkCard(call, body);
  if (refund.status !== "ABNORMAL") {
    throw invalidRequest("退款单状态不是退款异常，不能发起异常退款");
  }
  const { mchid, out_trade_no } = refund;
  const facts = { mchid, out_trade_no, out_refund_no: body.out_refund_no };
  const again: Refund = {
    ...refund,
    status: "PROCESSING",
    outcome: world.faults.take("refund_abnormal", facts) ? "ABNORMAL" : "SUCCESS",
    due_at: world.now(),
  };
  world.state.refunds.put(ownNumber(mchid, body.out_refund_no), again);
  const finish = () => finishRefund(world, again);
  return { status: 200, body: refundObject(again), finish };
}
