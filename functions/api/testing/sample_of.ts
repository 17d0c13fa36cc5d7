import { z } from "zod";

type Json = Record<string, unknown>;

const of_format: Record<string, string> = {
  "uuid": "0193a1b2-0000-7000-8000-000000000001",
  "guid": "0193a1b2-0000-7000-8000-000000000001",
  "date": "2026-11-23",
  "date-time": "2026-11-23T08:00:00+08:00",
  "email": "someone@example.com",
};

const of_pattern = [
  ...["abcd23456789", "13812345678", "310000", "demo", "2026-11", "12345678", "gh_0123456789ab"],
  "https://example.com/tea.png",
  "0123456789abcdef0123456789abcdef",
];

/** A value that a schema takes, every optional part of it included. For tests. */
export function sampleOf(schema: z.ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json);
}

function sample(schema: Json): unknown {
  if (Array.isArray(schema.examples)) return schema.examples[0];
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return sample(choices[0] as Json);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties as Json).map(([name, of]) => [name, sample(of as Json)]),
      );
    case "array":
      return [sample(schema.items as Json)];
    case "integer":
    case "number":
      return Math.max(Number(schema.minimum ?? 1), -1_000_000) || 1;
    case "boolean":
      return true;
    case "string":
      return sampleText(schema);
    default:
      throw new Error(`Cannot make a sample of ${JSON.stringify(schema)}`);
  }
}

function sampleText(schema: Json): string {
  const formatted = of_format[String(schema.format)];
  if (formatted) return formatted;
  if (schema.pattern === undefined) return "示例";
  const pattern = new RegExp(String(schema.pattern));
  const fitting = [...of_pattern, ...Object.values(of_format)].find((text) => pattern.test(text));
  if (!fitting) throw new Error(`Cannot make a sample of ${pattern}`);
  return fitting;
}
