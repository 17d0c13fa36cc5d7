import type { Problem } from "./problem.ts";

/** A field of a form, and what is wrong with it. */
export interface FieldRefusal {
  name: string;
  message: string;
}

/** The field that a refusal names, where the form has it: `settings.freight_fen` names `freight_fen`. */
export function fieldRefusal(
  { details, message }: Pick<Problem, "details" | "message">,
  names: readonly string[],
): FieldRefusal | undefined {
  if (typeof details.field !== "string") return undefined;
  const name = details.field.split(".").at(-1)!;
  if (!names.includes(name)) return undefined;
  const [first] = Array.isArray(details.fields) ? details.fields : [];
  const said = (first as { message?: unknown } | undefined)?.message;
  return { name, message: typeof said === "string" && said ? said : message };
}
