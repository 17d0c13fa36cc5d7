import assert from "node:assert/strict";
import { fieldRefusal } from "./field_refusal.ts";

const refusal = (details: Record<string, unknown>) =>
  fieldRefusal({ message: "提交的内容有误", details }, ["email", "freight_fen"]);

Deno.test("a refusal is shown at the field it names, with the words for that field where there are some", () => {
  assert.deepEqual(refusal({ field: "settings.freight_fen" }), {
    name: "freight_fen",
    message: "提交的内容有误",
  });
  assert.deepEqual(
    refusal({ field: "email", fields: [{ field: "email", message: "格式不对" }] }),
    { name: "email", message: "格式不对" },
  );
});

Deno.test("a refusal of no field, or of one that the form does not have, is not the form's", () => {
  assert.equal(refusal({}), undefined);
  assert.equal(refusal({ field: "token_hash" }), undefined);
  assert.equal(refusal({ field: 7 }), undefined);
});
