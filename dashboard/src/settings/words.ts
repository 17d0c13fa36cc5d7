import type { Leaving } from "@/contracts/staff/leaving.ts";

/** Why somebody is to be forgotten. */
export const leaving_words: Record<Leaving["cause"], string> = {
  own_request: "会员自己注销",
  account_closed: "微信账号已注销",
  addresses: "撤回了收货地址授权",
};

/** What may be under way, as private.under_way names it. */
const under_way_words: Record<string, string> = {
  order: "未完成的订单",
  after_sale: "售后",
  refund: "退款",
  withdrawal: "提现",
  balance: "可提现余额",
  commission: "未结算佣金",
  message: "待报微信的消息",
};

export function waitingWords(waits_for: readonly string[]): string {
  return waits_for.map((what) => under_way_words[what] ?? "其他事项").join("、");
}
