import { z } from "zod";
import type { Setting, Settings } from "./setting.ts";

type SchemaOf<S> = S extends { kind: "switch" } ? z.ZodBoolean
  : S extends { kind: "choice"; choices: readonly { value: infer V extends string | number }[] }
    ? z.ZodLiteral<V>
  : S extends { kind: "text" } ? z.ZodString
  : S extends { kind: "money"; empty: string } ? z.ZodNullable<z.ZodInt>
  : z.ZodInt;
type SchemasOf<G> = {
  -readonly [Name in keyof G as G[Name] extends { kind: "own" } ? never : Name]: SchemaOf<G[Name]>;
};

/** What the contract takes for each setting of a group, by the bounds of the catalogue; what has a control of its own has a schema of its own. */
export function schemasOf<G extends Settings>(group: G): SchemasOf<G> {
  const schemas = Object.entries(group).flatMap(([name, setting]) =>
    setting.kind === "own" ? [] : [[name, schemaOf(setting)]]
  );
  return Object.fromEntries(schemas) as SchemasOf<G>;
}

function schemaOf(setting: Exclude<Setting, { kind: "own" }>): z.ZodType {
  switch (setting.kind) {
    case "count":
      return z.int().min(setting.min).max(setting.max);
    case "money": {
      const fen = z.int().min(setting.min_fen).max(setting.max_fen);
      return setting.empty === undefined ? fen : fen.nullable();
    }
    case "rate":
      return z.int().min(0).max(setting.max_bps);
    case "switch":
      return z.boolean();
    case "choice":
      return z.literal(setting.choices.map(({ value }) => value));
    case "text": {
      const text = z.string().trim().max(setting.max_length).superRefine((value, context) => {
        const message = setting.wrong?.(value);
        if (message) context.addIssue({ code: "custom", message });
      });
      return setting.empty === undefined ? text.min(1) : text;
    }
  }
}
