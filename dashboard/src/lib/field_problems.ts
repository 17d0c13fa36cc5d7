import type { FormInstance } from "antd";
import type { FieldProblem } from "@/contracts/errors.ts";
import type { Problem } from "./problem.ts";

/** The fields that a refusal names, each with what is wrong. */
export function fieldProblems(problem: Problem): FieldProblem[] {
  return problem.code === "INVALID_REQUEST" ? named(problem) : [];
}

/** The field that a refusal of any code names, if this form has it: `settings.freight_fen` names `freight_fen`. */
export function fieldRefusal(
  problem: Pick<Problem, "details" | "message">,
  names: readonly string[],
): { name: string; message: string } | undefined {
  const [first] = named(problem);
  const name = first?.field.split(".").at(-1);
  return name && names.includes(name) ? { name, message: first!.message } : undefined;
}

/** Shows a refusal of any code at the field it names, one of `names`, in the form at `placeOf` it; false where it names none. */
export function showRefusal<Values>(
  form: FormInstance<Values>,
  problem: Problem,
  names: readonly string[],
  placeOf = (name: string) => [name],
): boolean {
  const refusal = fieldRefusal(problem, names);
  if (!refusal) return false;
  const name = placeOf(refusal.name);
  form.setFields([{ name, errors: [refusal.message] }] as never);
  form.scrollToField(name as never, { block: "center", focus: true });
  return true;
}

function named({ message, details }: Pick<Problem, "details" | "message">): FieldProblem[] {
  const { field, fields } = details as { field?: string; fields?: FieldProblem[] };
  return fields ?? (typeof field === "string" ? [{ field, message }] : []);
}

/** Where a field stands in a form: `category.name` below `category.` is ["name"], `skus.0.price` has a place in it. */
export function placeOf(field: string, below: string): (string | number)[] | null {
  if (!field.startsWith(below)) return null;
  return field.slice(below.length).split(".").map((part) =>
    /^\d+$/.test(part) ? Number(part) : part
  );
}

/** Shows a refusal at the fields it names; false where one of them stands in no field of this form. */
export function showFieldProblems<Values>(
  form: FormInstance<Values>,
  problem: Problem,
  below: string,
): boolean {
  const problems = fieldProblems(problem).map(({ field, message }) => ({
    name: placeOf(field, below),
    errors: [message],
  }));
  const known = problems.filter(({ name }) => name && form.getFieldInstance(name as never));
  if (known.length === 0 || known.length < problems.length) return false;
  form.setFields(known as never);
  form.scrollToField(known[0]!.name as never, { block: "center", focus: true });
  return true;
}
