import assert from "node:assert/strict";
import { z } from "zod";
import { ApiError } from "@/shared/errors.ts";
import { validate } from "./validate.ts";

/** What is said of each wrong field. */
function problems(schema: z.ZodType, value: unknown): string[] {
  try {
    validate(schema, value);
    return [];
  } catch (error) {
    assert.ok(error instanceof ApiError && error.code === "INVALID_REQUEST");
    const { fields } = error.details as { fields: { field: string; message: string }[] };
    return fields.map(({ field, message }) => `${field} ${message}`);
  }
}

Deno.test("at most twenty wrong fields are named, however many came", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`x${n}`, n]));
  assert.equal(problems(z.strictObject({}), many).length, 20);
});

Deno.test("too small is an empty text, or a number below its bound", () => {
  const schema = z.object({
    name: z.string().min(1),
    lines: z.array(z.string()).min(1),
    quantity: z.number().min(1),
  });
  assert.deepEqual(problems(schema, { name: "", lines: [], quantity: 0 }), [
    "name 不能为空",
    "lines 不能少于 1 项",
    "quantity 不能少于 1",
  ]);
});
