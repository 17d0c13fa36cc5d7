import type { Customer } from "@/contracts/distributors.ts";
import { moment } from "../../utils/time";

/** How a customer's protection stands, in words; the shop decides whom a click binds. */
export function protectionWords(
  { state, days_left, protected_until }: Pick<Customer, "state" | "days_left" | "protected_until">,
): { words: string; tone: "" | "soon" | "over" } {
  switch (state) {
    case "permanent":
      return { words: "长期有效", tone: "" };
    case "newest":
      return { words: "打开别人的分享就会换人", tone: "" };
    case "expired":
      return { words: "保护期已过，仍计佣金", tone: "over" };
    case "expiring":
      return { words: `还剩 ${days_left} 天，到 ${moment(protected_until!)}`, tone: "soon" };
    default:
      return { words: `还剩 ${days_left} 天`, tone: "" };
  }
}
