import type {
  Answer,
  Answers,
  EntryCondition,
  Question,
  Questions,
} from "@/contracts/recruitment.ts";
import { formatFen } from "@/contracts/format.ts";

/** A question as the page shows it, with what was answered so far. */
export interface Field extends Omit<Question, "choices"> {
  text: string;
  choices: { label: string; is_chosen: boolean }[];
  /** What is wrong with the answer; empty: nothing. */
  problem: string;
}

/** The fields of the questions; what was answered to one before, and what is wrong with it, stays where it still can. */
export function fieldsOf({ items }: Questions, before: Field[] = []): Field[] {
  return items.map((question) => {
    const known = before.find(({ id, kind }) => id === question.id && kind === question.kind);
    const was = known?.choices.filter(({ is_chosen }) => is_chosen).map(({ label }) => label) ?? [];
    return {
      ...question,
      text: known?.text ?? "",
      choices: question.choices.map((label) => ({ label, is_chosen: was.includes(label) })),
      problem: known?.problem ?? "",
    };
  });
}

const changed = (fields: Field[], id: string, change: (field: Field) => Partial<Field>) =>
  fields.map((field) => field.id === id ? { ...field, ...change(field), problem: "" } : field);

export const typed = (fields: Field[], id: string, text: string) =>
  changed(fields, id, () => ({ text }));

/** One of several may be taken back; of one kind `one` the other is let go. */
export const picked = (fields: Field[], id: string, at: number) =>
  changed(fields, id, ({ kind, choices }) => ({
    choices: choices.map((choice, n) =>
      n === at
        ? { ...choice, is_chosen: !choice.is_chosen }
        : kind === "one"
        ? { ...choice, is_chosen: false }
        : choice
    ),
  }));

function answerTo({ id, kind, text, choices }: Field): Answer | null {
  if (kind === "line" || kind === "paragraph") {
    return text.trim() ? { question: id, text: text.trim() } : null;
  }
  const numbers = choices.flatMap(({ is_chosen }, n) => is_chosen ? [n] : []);
  return numbers.length > 0 ? { question: id, choices: numbers } : null;
}

/** The fields, those that need an answer and have none with their problem. */
export const checked = (fields: Field[]) =>
  fields.map((field) => ({
    ...field,
    problem: !field.is_required || answerTo(field)
      ? ""
      : field.choices.length > 0
      ? "请选择"
      : "请填写",
  }));

export const answersOf = (version: number, fields: Field[]): Answers => ({
  version,
  items: fields.flatMap((field) => answerTo(field) ?? []),
});

/** A field of a refusal. */
export interface Wrong {
  field: string;
  message: string;
}

/** The fields with what the server found wrong. */
export function refusedFields(
  fields: Field[],
  wrong: readonly Wrong[] = [],
): Field[] {
  return fields.map((field) => ({
    ...field,
    problem: wrong.find((one) => one.field === `answers.${field.id}`)?.message ?? "",
  }));
}

/** A condition in words: what the shop asks for, and how far one is. */
export function conditionWords({ kind, have, need, products }: EntryCondition) {
  switch (kind) {
    case "invitation":
      return { title: "由推广员邀请", far: have ? "已有邀请" : "请打开推广员发给你的邀请" };
    case "purchase":
      return {
        title: products.length > 0
          ? `买过其中一件：${products.map(({ title }) => title).join("、")}`
          : "在店里买过东西",
        far: have ? "已买过" : "还没有；退掉的不算",
      };
    case "spend":
      return { title: `累计消费 ${formatFen(need)}`, far: `现在 ${formatFen(have)}，退款不算` };
  }
}
