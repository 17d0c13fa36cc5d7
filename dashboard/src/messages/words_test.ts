import assert from "node:assert/strict";
import type { MessageSetting } from "@/contracts/staff/messages.ts";
import { fareWords, fieldWords, kindOfField, lastWords } from "./words.ts";

const fare = { sent: 3, refused: 0, failed: 0, waiting: 0, last: null };

Deno.test("how messages fared is told without what did not happen", () => {
  assert.equal(fareWords(fare), "近 30 天送达 3 条");
  assert.equal(
    fareWords({ ...fare, refused: 1, failed: 2 }),
    "近 30 天送达 3 条，会员未同意 1 条，失败 2 条",
  );
  assert.equal(lastWords(fare), "");
  const last = { at: "2020-01-01T00:00:00Z", outcome: "failed", error: "47003 bad" } as const;
  assert.match(lastWords({ ...fare, last }), /：微信没有接受（47003 bad）$/);
});

Deno.test("keywords are told with what they show", () => {
  const setting = {
    fields: [{ field: "thing1", value: "goods" }, { field: "amount12", value: "amount" }],
    values: [{ value: "goods", title: "商品", field_kinds: ["thing"] }],
  } as unknown as MessageSetting;
  assert.equal(fieldWords(setting), "thing1 商品，amount12 amount");
  assert.equal(kindOfField("character_string3"), "character_string");
});
