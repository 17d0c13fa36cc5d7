import type { MessageFare, MessageOutcome, MessageSetting } from "@/contracts/staff/messages.ts";
import { formatMoment } from "../lib/moments.ts";

const outcomes: Record<MessageOutcome, string> = {
  waiting: "正在发送",
  sent: "已发送",
  refused: "会员没有同意或已取消",
  failed: "微信没有接受",
};

/** What became of the last message, with WeChat's own words where it refused; empty: there was none. */
export function lastWords({ last }: MessageFare): string {
  if (!last) return "";
  const { at, outcome, error } = last;
  return `最近一条 ${formatMoment(at)}：${outcomes[outcome]}${error ? `（${error}）` : ""}`;
}

export function fareWords({ sent, refused, failed }: MessageFare): string {
  return [
    `近 30 天送达 ${sent} 条`,
    refused > 0 && `会员未同意 ${refused} 条`,
    failed > 0 && `失败 ${failed} 条`,
  ].filter(Boolean).join("，");
}

/** Which keyword shows what: thing1 商品，amount2 金额. */
export function fieldWords({ fields, values }: MessageSetting): string {
  return fields.map(({ field, value }) =>
    `${field} ${values.find((one) => one.value === value)?.title ?? value}`
  ).join("，");
}

/** Of which kind one of WeChat's keywords is: thing of thing1. */
export const kindOfField = (field: string) => field.replace(/\d+$/, "");
