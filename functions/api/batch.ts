import { type ErrorCode, errors } from "@/contracts/error_texts.ts";

/** The JSON text of a batch's answer, the words of each refusal beside its code. */
export function withWords(text: string): string {
  const { items } = JSON.parse(text) as { items: { code: ErrorCode | null }[] };
  return JSON.stringify({
    items: items.map((item) => ({ ...item, message: item.code && errors[item.code].text })),
  });
}
