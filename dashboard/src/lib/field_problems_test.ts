import assert from "node:assert/strict";
import { fieldProblems, placeOf } from "./field_problems.ts";
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
