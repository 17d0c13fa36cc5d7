import { generatePlatformCertificate } from "../merchant_keys.ts";
import type { Merchant } from "../merchants.ts";
import type { BillPlan } from "../bill_plan.ts";
import { type Funds, ownNumber } from "../state.ts";
import { fundsOf, type World } from "../world.ts";
import { ControlError } from "./error.ts";
import {
  bill_plan_input,
  type BillPlanInput,
  funds_input,
  type FundsInput,
  rotate_input,
  type RotateInput,
} from "./inputs.ts";

/** Changes the merchant's state at WeChat; only the given fields change. */
export function funds(world: World, mchid: string, input: FundsInput): Funds {
  const { basic_fen, operation_fen } = funds_input.parse(input);
  const kept = fundsOf(world, knownMerchant(world, mchid));
  if (basic_fen !== undefined) kept.basic_fen = basic_fen;
  if (operation_fen !== undefined) kept.operation_fen = operation_fen;
  world.state.funds.put(mchid, kept);
  world.kick();
  return kept;
}

/** A new platform certificate signs from now on; answers its serial. */
export async function rotateCertificate(
  world: World,
  mchid: string,
  input: RotateInput,
): Promise<{ serial: string }> {
  const merchant = knownMerchant(world, mchid);
  const { keep_old } = rotate_input.parse(input);
  const next = await generatePlatformCertificate();
  world.merchants.rotate(merchant, next, keep_old);
  return { serial: next.serial };
}

/** From now on the bills of this day tell it so; an empty plan is what happened. */
export function planBill(
  world: World,
  mchid: string,
  date: string,
  input: BillPlanInput,
): BillPlan {
  knownMerchant(world, mchid);
  const plan = { mchid, date, ...bill_plan_input.parse(input) };
  world.state.bill_plans.put(ownNumber(mchid, date), plan);
  return plan;
}

function knownMerchant(world: World, mchid: string): Merchant {
  const merchant = world.merchants.byMchid(mchid);
  if (merchant === undefined) throw new ControlError(404, "no such merchant");
  return merchant;
}
