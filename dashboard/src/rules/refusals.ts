import type { RuleSetForm, SetRule } from "@/contracts/staff/rules.ts";
import type { Problem } from "../lib/problem.ts";
import type { Names } from "./changes.ts";
import type { Place } from "./set.ts";
import { levelWords, tierWords } from "./words.ts";

type Asked = Pick<Problem, "code" | "message" | "details">;

/** A refusal of a form in words that name the place; undefined where it names none. */
export function refusalOf(
  { code, message, details }: Asked,
  sent: RuleSetForm,
  names: Names,
): string | undefined {
  if (code === "RULES_TIE") {
    const rule = sent.rules[(details.rules as number[] | undefined)?.[0] ?? -1];
    return rule && `${whereOf(rule, names)}：${message}`;
  }
  if (code === "RULE_PLACE_NOT_FOUND") {
    return `${names.place(details as unknown as Place)}：${message}`;
  }
  const at = /^draft\.rules\.(\d+)/.exec(String(details.field ?? ""));
  const rule = at && sent.rules[Number(at[1])];
  return rule ? `${whereOf(rule, names)}：${message}` : undefined;
}

const whereOf = (rule: SetRule, names: Names) =>
  [names.place(rule), tierWords(rule.tier, names.tiers), levelWords(rule.level)].join(" · ");
