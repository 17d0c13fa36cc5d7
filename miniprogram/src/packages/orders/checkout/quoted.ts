import type { Quote, QuoteLine, QuoteProblem } from "@/contracts/orders.ts";
import { yuan } from "../../../utils/money";

/** A quote as the checkout shows it: each line with what stands in its way. */
export interface QuotedLine extends QuoteLine {
  problem: string;
  /** What mends it: buy this many (0: take the line out), and the words of the button. */
  mend_quantity: number;
  mend_word: string;
}

export function quotedLines(quote: Quote): QuotedLine[] {
  return quote.lines.map((line) => {
    const problem = quote.problems.find((one) => one.sku_id === line.sku_id);
    if (!problem) return { ...line, problem: "", mend_quantity: line.quantity, mend_word: "" };
    const fewer = problem.code === "OUT_OF_STOCK" ? problem.available : 0;
    return {
      ...line,
      problem: problemWords(problem),
      mend_quantity: fewer,
      mend_word: fewer > 0 ? `改为 ${fewer} 件` : "移除",
    };
  });
}

export function problemWords(
  problem: Pick<QuoteProblem, "code" | "available">,
): string {
  switch (problem.code) {
    case "OUT_OF_STOCK":
      return problem.available > 0 ? `库存不足，仅剩 ${problem.available} 件` : "已售罄";
    case "PURCHASE_LIMIT":
      return "超过每人限购数量";
    case "REGION_NOT_SERVED":
      return "不配送到这个收货地区";
    case "OUTSIDE_SALE_TIME":
      return "不在开售时间内";
    default:
      return "商品已下架";
  }
}

/** SKUs that are gone altogether: the quote names them among its problems and has no line for them. */
export function lostSkus(quote: Quote): string[] {
  return quote.problems
    .map((problem) => problem.sku_id)
    .filter((sku) => !quote.lines.some((line) => line.sku_id === sku));
}

/** What has changed since the person last saw the sum, in one sentence. */
export function changeWords(before: Quote, after: Quote): string {
  const sum = before.payable_fen === after.payable_fen
    ? ""
    : `合计由 ¥${yuan(before.payable_fen)} 变为 ¥${yuan(after.payable_fen)}`;
  if (after.problems.length > 0) {
    return sum ? `有商品暂时不能购买，${sum}` : "有商品暂时不能购买，请看下方说明";
  }
  return sum ? `价格有变化，${sum}，请确认后再提交` : "";
}
