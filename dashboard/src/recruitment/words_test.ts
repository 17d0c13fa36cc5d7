import assert from "node:assert/strict";
import type { Question } from "@/contracts/recruitment.ts";
import { answerWords, entryWords, waited } from "./words.ts";

const question: Question = {
  id: "a",
  kind: "several",
  title: "喜欢什么",
  hint: "",
  is_required: true,
  choices: ["茶", "米", "面"],
};

Deno.test("an answer is read as what was chosen or typed", () => {
  assert.equal(answerWords(question, [{ question: "a", choices: [2, 0] }]), "面、茶");
  assert.equal(answerWords(question, [{ question: "a", text: "都好" }]), "都好");
  assert.equal(answerWords(question, [{ question: "b", text: "别的" }]), undefined);
});

Deno.test("what is asked of applicants is said in whole", () => {
  const open = {
    ...{ invite_only: false, reapply_days: 0, purchase: "none" as const, product_ids: [] },
    ...{ spend_fen: null, warned_at: null, warned_by: null, products: [] },
  };
  assert.deepEqual(entryWords({ ...open, spend_fen: 10_000, reapply_days: 7 }), [
    "谁都可以申请，不需要邀请",
    "不要求购买",
    "要累计消费 ¥100.00",
    "没有通过的人 7 天后可以再申请",
  ]);
});

Deno.test("waiting is told in whole days", () => {
  const now = Date.parse("2026-11-23T12:00:00+08:00");
  assert.equal(waited("2026-11-23T08:00:00+08:00", now), "不到一天");
  assert.equal(waited("2026-11-20T08:00:00+08:00", now), " 3 天");
});
