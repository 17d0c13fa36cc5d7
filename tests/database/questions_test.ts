import assert from "node:assert/strict";
import { question_bounds } from "@/contracts/recruitment_bounds.ts";
import { apply } from "@/tests/support/distributors.ts";
import { onMall, refuses } from "@/tests/support/on_mall.ts";
import { outcomes } from "@/tests/support/outcomes.ts";
import { line, one, paragraph, recruiting, several } from "@/tests/support/recruitment.ts";

/** The fields that a refusal names. */
async function fieldsOf(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(() => assert.fail("was taken"), (reason) => reason);
  assert.equal(error.message, "INVALID_REQUEST");
  const details = typeof error.detail === "string" ? JSON.parse(error.detail) : error.details;
  return details.fields.map(({ field }: { field: string }) => field);
}

Deno.test("contract and SQL bound questions and answers alike", () =>
  onMall(async (_, db) => {
    const [row] = await db.sql`select private.question_bounds() as bounds`;
    assert.deepEqual(row!.bounds, { ...question_bounds });
  }));

Deno.test("questions are versions: each save is a new one, the same again is none, ids stay", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const first = await shop.ask([line, one]);
    assert.equal(first.version, 1);
    assert.equal((await shop.ask(first.items, 1)).version, 1);
    const second = await shop.ask([{ ...first.items[0], title: "所在城市" }], 1);
    assert.deepEqual([second.version, second.items[0]!.id], [2, first.items[0]!.id]);
    await refuses("QUESTIONS_CHANGED", shop.ask([line], 1));
    const all = await outcomes(
      ["一", "二", "三"].map((title) => shop.ask([{ ...line, title }], 2)),
    );
    assert.deepEqual(all, { kept: 1, codes: ["QUESTIONS_CHANGED"] });
    assert.equal((await shop.see(await mall.member())).questions.version, 3);
    await refuses("FORBIDDEN", shop.ask([], 3, await mall.staff("support")));
  }));

Deno.test("a question out of its bounds is refused with its field", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const refused = (question: object) => fieldsOf(shop.ask([line, question]));
    assert.deepEqual(await refused({ ...line, title: " " }), ["questions.1.title"]);
    assert.deepEqual(await refused({ ...line, title: "长".repeat(41) }), ["questions.1.title"]);
    assert.deepEqual(await refused({ ...line, kind: "phone" }), ["questions.1.kind"]);
    assert.deepEqual(await refused({ ...one, choices: ["朋友"] }), ["questions.1.choices"]);
    assert.deepEqual(await refused({ ...one, choices: ["朋友", "朋友"] }), [
      "questions.1.choices",
    ]);
    assert.deepEqual(await refused({ ...line, choices: ["朋友", "门店"] }), [
      "questions.1.choices",
    ]);
    assert.deepEqual(await fieldsOf(shop.ask(Array(11).fill(line))), ["questions"]);
  }));

Deno.test("answers are checked against the questions, each wrong one named", () =>
  onMall(async (mall) => {
    const shop = recruiting(mall);
    const { items } = await shop.ask([line, one, several, paragraph]);
    const [city, from, likes, about] = items.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
    ];
    const member = await mall.member();
    await refuses("QUESTIONS_CHANGED", apply(mall, member));
    await refuses("QUESTIONS_CHANGED", shop.answer(member, 2, []));
    await refuses(
      "QUESTIONS_CHANGED",
      shop.answer(member, 1, [{ question: crypto.randomUUID(), length: 2 }]),
    );
    assert.deepEqual(await fieldsOf(shop.answer(member, 1, [])), [
      `answers.${city}`,
      `answers.${from}`,
      `answers.${likes}`,
    ]);
    const wrong = [
      { question: city, length: 51 },
      { question: from, choices: [0, 1] },
      { question: likes, choices: [2] },
      { question: about, length: 501 },
    ];
    assert.deepEqual(
      await fieldsOf(shop.answer(member, 1, wrong)),
      [city, from, likes, about].map((id) => `answers.${id}`),
    );
    const right = [
      { question: city, length: 50 },
      { question: from, choices: [1] },
      { question: likes, choices: [1, 0] },
    ];
    assert.equal((await shop.answer(member, 1, right)).status, "applied");
  }));
