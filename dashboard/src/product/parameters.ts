import type { DraftParameter } from "./draft.ts";

export const most_parameters = 50;

export const newParameter = (name = "", value = ""): DraftParameter => ({
  key: crypto.randomUUID(),
  name,
  value,
});

/** Several lines of a table or a list (产地：杭州) as parameters; null: it is a line like any other. */
export function parametersIn(pasted: string): DraftParameter[] | null {
  const lines = pasted.split("\n").map((line) => line.trim()).filter(Boolean);
  const pairs = lines.flatMap((line) => {
    const pair = /^(.{1,20}?)\s*[:：\t]\s*(.+)$/.exec(line);
    return pair ? [newParameter(pair[1], pair[2]!.slice(0, 200))] : [];
  });
  return pairs.length > 0 && pairs.length === lines.length ? pairs : null;
}
