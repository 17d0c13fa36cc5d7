import type { Argument, Signature } from "./signature.ts";

/** Arguments as they came: one JSON text, or the query's strings. */
export type Arguments = { json: string; names: string[] } | { values: Record<string, string> };

export interface Statement {
  text: string;
  parameters: string[];
}

/** One row of a call's answer. */
export interface CallRow {
  body: string;
  rows: number;
  status: string | null;
  headers: string | null;
}

export function argumentNames(given: Arguments): string[] {
  return "json" in given ? given.names : Object.keys(given.values);
}

/**
 * The statement of one call: named arguments cast by the database, the answer written as JSON by the database, and
 * the settings by which the function may set status and headers.
 */
export function callStatement(signature: Signature, given: Arguments): Statement {
  const names = argumentNames(given);
  const used = signature.inputs.filter(({ name }) => names.includes(name));
  const { source, values, parameters } = "json" in given
    ? fromJson(used, given.json)
    : fromQuery(used, given.values);
  const passed = used.map((argument) =>
    `${argument.variadic ? "variadic " : ""}${quote(argument.name)} => ${values(argument)}`
  );
  const call = `api.${quote(signature.name)}(${passed.join(", ")}) as "~r"`;
  const text = `select ${body(signature)} as body, pg_catalog.count(*)::int as rows,
    nullif(pg_catalog.current_setting('response.status', true), '') as status,
    nullif(pg_catalog.current_setting('response.headers', true), '') as headers
    from ${source}${call}`;
  return { text, parameters };
}

interface Source {
  source: string;
  values: (argument: Argument) => string;
  parameters: string[];
}

function fromJson(used: Argument[], jsonText: string): Source {
  if (used.length === 0) return { source: "", values: () => "", parameters: [] };
  const columns = used.map(({ name, type }) => `${quote(name)} ${type}`).join(", ");
  return {
    source: `pg_catalog.json_to_record($1::text::json) as "~a"(${columns}), lateral `,
    values: ({ name }) => `"~a".${quote(name)}`,
    parameters: [jsonText],
  };
}

function fromQuery(used: Argument[], given: Record<string, string>): Source {
  return {
    source: "",
    values: (argument) => `$${used.indexOf(argument) + 1}::text::${argument.type}`,
    parameters: used.map(({ name }) => given[name]!),
  };
}

/** The answer as JSON text: a set becomes an array, one value stands bare, a lone OUT column is still an object. */
function body(signature: Signature): string {
  const lone = signature.returns === "scalar" && signature.outputs.length > 0;
  const value = lone
    ? `pg_catalog.json_build_object(${literal(signature.outputs[0]!)}, "~r")`
    : `"~r"`;
  const all = `coalesce(pg_catalog.json_agg(${value}), '[]')`;
  return signature.set ? `${all}::text` : `(${all} -> 0)::text`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
