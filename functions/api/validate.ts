import type { z } from "zod";
import { readBody } from "@/shared/body.ts";
import { ApiError, invalidField } from "@/shared/errors.ts";
import { fromUtf8 } from "@/shared/wechat/bytes.ts";
import { withPicturePaths } from "./pictures.ts";
import type { FieldProblem } from "@/contracts/errors.ts";

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** A value that fits its schema. Throws INVALID_REQUEST with every wrong field named, in Chinese. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { error: sayInChinese });
  if (result.success) {
    refuseUnstorable(result.data);
    return result.data;
  }
  const fields = result.error.issues.flatMap(problemsOf).slice(0, 20);
  throw new ApiError("INVALID_REQUEST", { field: fields[0]?.field ?? "", fields });
}

/** A JSON body. Throws UNSUPPORTED_MEDIA_TYPE or INVALID_REQUEST. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new ApiError("UNSUPPORTED_MEDIA_TYPE");
  const bytes = await readBody(request);
  try {
    return JSON.parse(withPicturePaths(fromUtf8(bytes)));
  } catch {
    throw invalidField("", "不是有效的 JSON");
  }
}

/** The parameters of a query. Throws INVALID_REQUEST for one that comes twice. */
export function readQuery(query: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, values]) => {
      if (values.length > 1) throw invalidField(name, "只能出现一次");
      return [name, values[0]!];
    }),
  );
}

/** Throws INVALID_REQUEST for a text that Postgres cannot keep: with a NUL, or half of a surrogate pair. */
function refuseUnstorable(value: unknown, path: string[] = []): void {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed()) {
      throw invalidField(path.join("."), "含有无法保存的字符");
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) refuseUnstorable(inner, [...path, name]);
  }
}

function problemsOf(issue: Issue): FieldProblem[] {
  const at = (more: PropertyKey[]) => [...issue.path, ...more].map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: at([key]), message: "不认识的字段" }));
  }
  return [{ field: at([]), message: issue.message }];
}

const kinds: Record<string, string> = {
  string: "文字",
  number: "数字",
  int: "整数",
  boolean: "是或否",
  array: "列表",
  object: "对象",
};

const formats: Record<string, string> = {
  guid: "编号格式不对",
  uuid: "编号格式不对",
  datetime: "时间格式不对",
  date: "日期格式不对",
};

function sayInChinese(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "必填";
      return `应为${kinds[issue.expected] ?? issue.expected}`;
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1
        ? "不能为空"
        : `不能少于 ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `不能多于 ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_value":
      return `只能是 ${issue.values.map(String).join("、")}`;
    case "invalid_format":
      return formats[issue.format] ?? "格式不对";
    case "unrecognized_keys":
      return "不认识的字段";
    default:
      return "内容有误";
  }
}

function unit(origin: string): string {
  if (origin === "string") return " 个字";
  return origin === "array" ? " 项" : "";
}
