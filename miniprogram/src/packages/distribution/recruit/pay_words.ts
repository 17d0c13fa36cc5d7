import { formatBps, formatFen } from "@/contracts/format.ts";
import type { BeginningRate, EntryCondition, RecruitTerms } from "@/contracts/recruitment.ts";

const from_whom = ["你的客户购买", "你邀请的推广员的客户购买"];

const valueOf = ({ rate_bps, fixed_fen }: BeginningRate) =>
  fixed_fen === null ? formatBps(rate_bps ?? 0) : formatFen(fixed_fen);

/** What somebody new earns, and when, row by row. */
export function payRows({ rates, settle_days, withdraw_from_fen }: RecruitTerms) {
  return [
    ...rates.map((rate) => ({
      name: from_whom[rate.level - 1]!,
      value: valueOf(rate),
      words: rate.fixed_fen === null ? "按客户实付的商品金额" : "每卖出一件",
    })),
    {
      name: "结算",
      value: settle_days > 0 ? `${settle_days} 天` : "收货即结",
      words: settle_days > 0 ? "从客户确认收货算起；退款的不计" : "客户确认收货时；退款的不计",
    },
    {
      name: "提现",
      value: `满 ${formatFen(withdraw_from_fen)}`,
      words: "到你的微信零钱，推广中心里申请",
    },
  ];
}

/** What becoming one costs; a shop that asks for a purchase says it among its conditions. */
export const freeWords = (conditions: readonly Pick<EntryCondition, "kind">[]) =>
  conditions.some(({ kind }) => kind !== "invitation")
    ? "不收费，随时可以退出"
    : "不收费，不需要购买商品，随时可以退出";
