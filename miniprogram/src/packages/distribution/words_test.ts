import assert from "node:assert/strict";
import { withdrawalReason } from "@/contracts/words.ts";

Deno.test("WeChat's codes become words, and what staff wrote stays", () => {
  assert.equal(withdrawalReason(null), "");
  assert.equal(withdrawalReason("资料不全"), "资料不全");
  assert.equal(withdrawalReason("OVERDUE_CLOSE"), "超过时间没有确认收款");
  assert.equal(withdrawalReason("SOMETHING_NEW"), "微信没有完成转账");
});
