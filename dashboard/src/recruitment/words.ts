import { formatFen } from "@/contracts/format.ts";
import type { Answer, Question, QuestionKind } from "@/contracts/recruitment.ts";
import type { AnswersState, EntryRules } from "@/contracts/staff/recruitment.ts";

export const question_words: Record<QuestionKind, string> = {
  line: "一行文字",
  paragraph: "一段文字",
  one: "单选",
  several: "多选",
};

/** An answer as people read it; undefined where there is none. */
export function answerWords({ id, choices }: Question, answers: Answer[]): string | undefined {
  const answer = answers.find(({ question }) => question === id);
  if (!answer) return undefined;
  return "text" in answer ? answer.text : answer.choices.map((at) => choices[at]).join("、");
}

/** Why no answers are shown. */
export const no_answers: Record<Exclude<AnswersState, "shown">, string> = {
  none: "这次申请没有问题要回答，或回答已过保存期限。",
  forbidden: "你的角色不能查看申请人的回答。",
  unreadable: "回答无法解密，请看待办。",
};

/** What is asked for, one sentence each. */
export function entryWords(rules: EntryRules): string[] {
  return [
    rules.invite_only ? "只接受推广员的邀请" : "谁都可以申请，不需要邀请",
    rules.purchase === "none"
      ? "不要求购买"
      : rules.purchase === "any"
      ? "要买过店里的商品，退掉的不算"
      : `要买过其中一件：${rules.products.map(({ title }) => title).join("、")}`,
    rules.spend_fen === null ? "不要求消费金额" : `要累计消费 ${formatFen(rules.spend_fen)}`,
    rules.reapply_days === 0
      ? "没有通过的人随时可以再申请"
      : `没有通过的人 ${rules.reapply_days} 天后可以再申请`,
  ];
}

/** How long somebody has waited, in whole days, as the end of a sentence. */
export function waited(applied_at: string, now: number): string {
  const days = Math.floor((now - Date.parse(applied_at)) / 86_400_000);
  return days === 0 ? "不到一天" : ` ${days} 天`;
}
