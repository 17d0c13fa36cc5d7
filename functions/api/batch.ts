import { type ErrorCode, errors } from "@/contracts/error_texts.ts";
import type { BatchReport } from "@/contracts/staff/batches.ts";

/** The JSON text of a batch's answer, the words of each refusal beside its code. */
export function withWords(text: string): string {
  const { items } = JSON.parse(text) as { items: { id: string; code: ErrorCode | null }[] };
  const report: BatchReport = {
    items: items.map(({ id, code }) => ({ id, code, message: code && errors[code].text })),
  };
  return JSON.stringify(report);
}
