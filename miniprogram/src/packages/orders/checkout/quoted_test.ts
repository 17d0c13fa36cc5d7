import { deepEqual, equal } from "node:assert/strict";
import type { Quote, QuoteLine, QuoteProblem } from "@/contracts/orders.ts";
import { changeWords, lostSkus, quotedLines } from "./quoted";

function quote(payable_fen: number, ...problems: QuoteProblem[]): Quote {
  const line = { sku_id: "tea", quantity: 3 } as QuoteLine;
  return { lines: [line], payable_fen, problems } as unknown as Quote;
}

Deno.test("a line says what stands in its way and how to mend it", () => {
  const mended = (problem: QuoteProblem) => {
    const [line] = quotedLines(quote(100, problem));
    return [line?.problem, line?.mend_quantity, line?.mend_word];
  };
  const of = (code: QuoteProblem["code"], available: number) => ({
    sku_id: "tea",
    code,
    available,
  });
  deepEqual(mended(of("OUT_OF_STOCK", 2)), ["库存不足，仅剩 2 件", 2, "改为 2 件"]);
  deepEqual(mended(of("OUT_OF_STOCK", 0)), ["已售罄", 0, "移除"]);
  deepEqual(mended(of("PURCHASE_LIMIT", 9)), ["超过每人限购数量", 0, "移除"]);
  deepEqual(mended(of("REGION_NOT_SERVED", 9)), ["不配送到这个收货地区", 0, "移除"]);
  deepEqual(mended(of("SKU_OFF_SALE", 9)), ["商品已下架", 0, "移除"]);
  deepEqual(quotedLines(quote(100)).map((line) => line.problem), [""]);
});

Deno.test("a SKU without a line is lost", () => {
  const gone = { sku_id: "gone", code: "SKU_NOT_FOUND", available: 0 } as const;
  deepEqual(lostSkus(quote(100, gone)), ["gone"]);
  deepEqual(lostSkus(quote(100)), []);
});

Deno.test("what changed is said in one sentence, or not at all", () => {
  const sold_out = { sku_id: "tea", code: "OUT_OF_STOCK", available: 0 } as const;
  equal(changeWords(quote(100), quote(100)), "");
  equal(
    changeWords(quote(100), quote(123456)),
    "价格有变化，合计由 ¥1.00 变为 ¥1,234.56，请确认后再提交",
  );
  equal(changeWords(quote(100), quote(100, sold_out)), "有商品暂时不能购买，请看下方说明");
});
