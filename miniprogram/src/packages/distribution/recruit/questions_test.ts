import assert from "node:assert/strict";
import type { Questions } from "@/contracts/recruitment.ts";
import {
  answersOf,
  checked,
  conditionWords,
  fieldsOf,
  picked,
  refusedFields,
  typed,
} from "./questions.ts";

const common = { hint: "", is_required: true };
const questions: Questions = {
  version: 3,
  items: [
    { id: "a", kind: "line", title: "城市", choices: [], ...common },
    { id: "b", kind: "one", title: "从哪里知道", choices: ["朋友", "门店"], ...common },
    {
      id: "c",
      kind: "several",
      title: "喜欢",
      choices: ["茶", "米"],
      ...common,
      is_required: false,
    },
  ],
};

Deno.test("what needs an answer and has none is named at its field", () => {
  const fields = checked(fieldsOf(questions));
  const problems = ["请填写", "请选择", ""];
  assert.deepEqual(fields.map(({ problem }) => problem), problems);
  const read_again = fieldsOf(questions, fields);
  assert.deepEqual(read_again.map(({ problem }) => problem), problems);
});

Deno.test("answers are what was typed and picked; of one kind the last pick stands", () => {
  let fields = typed(fieldsOf(questions), "a", " 杭州 ");
  fields = picked(picked(fields, "b", 0), "b", 1);
  fields = picked(picked(picked(fields, "c", 0), "c", 1), "c", 0);
  assert.deepEqual(answersOf(3, fields), {
    version: 3,
    items: [
      { question: "a", text: "杭州" },
      { question: "b", choices: [1] },
      { question: "c", choices: [1] },
    ],
  });
  assert.ok(checked(fields).every(({ problem }) => problem === ""));
  const again = fieldsOf({ ...questions, version: 4 }, fields);
  assert.deepEqual(answersOf(4, again).items, answersOf(3, fields).items);
});

Deno.test("what the server refuses stands at its field, and goes when it is answered anew", () => {
  const wrong = [{ field: "answers.a", message: "最多 50 个字" }];
  const fields = refusedFields(fieldsOf(questions), wrong);
  assert.equal(fields[0]!.problem, "最多 50 个字");
  assert.equal(typed(fields, "a", "杭州")[0]!.problem, "");
});

Deno.test("a condition says what is asked and how far one is", () => {
  const spend = { kind: "spend" as const, have: 5000, need: 10_000, is_met: false, products: [] };
  assert.deepEqual(conditionWords(spend), {
    title: "累计消费 ¥100.00",
    far: "现在 ¥50.00，退款不算",
  });
});
