import { z } from "zod";
import { paramError, PayError } from "./error.ts";

const four_bytes = /[\u{10000}-\u{10ffff}]/u;

/** Fails on null anywhere and on characters of four bytes. */
function check(value: unknown, path: string): void {
  if (value === null) throw paramError(path, "不能为null", null);
  if (typeof value === "string" && four_bytes.test(value)) {
    throw paramError(path, "只支持1到3字节的UTF-8字符", value);
  }
  if (typeof value !== "object") return;
  for (const [key, inner] of Object.entries(value)) check(inner, `${path}/${key}`);
}

/** The JSON object in a request's bytes. */
export function parseBody(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new PayError(400, "PARAM_ERROR", "请求体不是合法的JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PayError(400, "PARAM_ERROR", "请求体不是JSON对象");
  }
  check(value, "/body");
  return value;
}

/** The body as the schema has it, or PARAM_ERROR about the first field that breaks it. */
export function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  throw paramError("/" + ["body", ...issue.path, ...unknown].join("/"), issue.message);
}

/** JSON with sorted keys, to compare two requests. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
