import assert from "node:assert/strict";
import type { FormInstance } from "antd";
import { fieldProblems, fieldRefusal, placeOf, showRefusal } from "./field_problems.ts";
import { Problem } from "./problem.ts";

const refusal = (details: Record<string, unknown>, code = "INVALID_REQUEST") =>
  new Problem(code, "提交的内容有误", { details, status: 400 });

Deno.test("a refusal tells of every field it names, or of the one, and another problem of none", () => {
  const fields = [{ field: "a.b", message: "必填" }, { field: "a.c", message: "太长" }];
  assert.deepEqual(fieldProblems(refusal({ field: "a.b", fields })), fields);
  assert.deepEqual(fieldProblems(refusal({ field: "reason" })), [
    { field: "reason", message: "提交的内容有误" },
  ]);
  assert.deepEqual(fieldProblems(refusal({ field: "a.b" }, "CONFLICT")), []);
});

Deno.test("a field's name is its place in the form, and another form's field has none", () => {
  assert.deepEqual(placeOf("product.skus.2.price_fen", "product."), ["skus", 2, "price_fen"]);
  assert.equal(placeOf("reason", "product."), null);
});

const refusalHere = (details: Record<string, unknown>) =>
  fieldRefusal({ message: "提交的内容有误", details }, ["email", "freight_fen"]);

Deno.test("a refusal is shown at the field it names, with the words for that field where there are some", () => {
  assert.deepEqual(refusalHere({ field: "settings.freight_fen" }), {
    name: "freight_fen",
    message: "提交的内容有误",
  });
  assert.deepEqual(
    refusalHere({ field: "email", fields: [{ field: "email", message: "格式不对" }] }),
    { name: "email", message: "格式不对" },
  );
});

Deno.test("a refusal of no field, or of one that the form does not have, is not the form's", () => {
  assert.equal(refusalHere({}), undefined);
  assert.equal(refusalHere({ field: "token_hash" }), undefined);
  assert.equal(refusalHere({ field: 7 }), undefined);
});

Deno.test("a refusal goes to the place of its field, and what was typed stays", () => {
  const set: unknown[] = [];
  const form = {
    setFields: (fields: unknown[]) => set.push(...fields),
    scrollToField: () => {},
  } as unknown as FormInstance;
  const over = refusal({ field: "rule.level2_bps" }, "COMMISSION_RULE_EXCEEDS_CAP");
  const placeOfRate = (name: string) => [name.replace("_bps", "")];
  assert.equal(showRefusal(form, over, ["level1_bps", "level2_bps"], placeOfRate), true);
  assert.deepEqual(set, [{ name: ["level2"], errors: ["提交的内容有误"] }]);
  assert.equal(showRefusal(form, over, ["cap_bps"]), false);
});
