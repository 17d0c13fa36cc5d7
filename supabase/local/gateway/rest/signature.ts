import type { Sql } from "../database.ts";

export interface Argument {
  name: string;
  /** Quoted, schema-qualified type name. */
  type: string;
  required: boolean;
  variadic: boolean;
}

/** What the caller of an `api` function must know of it. */
export interface Signature {
  name: string;
  inputs: Argument[];
  /** Names of OUT and TABLE columns. */
  outputs: string[];
  volatile: boolean;
  returns: "void" | "scalar" | "composite";
  set: boolean;
}

interface CatalogRow {
  volatility: "i" | "s" | "v";
  is_set: boolean;
  returned_type: string;
  returned_kind: string;
  defaults: number;
  argument_names: (string | null)[] | null;
  argument_modes: string[] | null;
  argument_types: string[];
}

/** All functions of that name in schema `api`, from the catalogue. */
export async function readSignatures(sql: Sql, name: string): Promise<Signature[]> {
  const rows = await sql<CatalogRow[]>`
    select p.provolatile::text as volatility, p.proretset as is_set, p.pronargdefaults::int as defaults,
      r.typname::text as returned_type, r.typtype::text as returned_kind,
      p.proargnames as argument_names, p.proargmodes::text[] as argument_modes,
      array(
        select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname)
        from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality a(oid, position)
        join pg_catalog.pg_type t on t.oid = a.oid
        join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        order by a.position
      ) as argument_types
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace s on s.oid = p.pronamespace
    join pg_catalog.pg_type r on r.oid = p.prorettype
    where s.nspname = 'api' and p.proname = ${name} and p.prokind = 'f'`;
  return rows.map((row) => toSignature(name, row));
}

function toSignature(name: string, row: CatalogRow): Signature {
  const all = row.argument_types.map((type, i) => ({
    name: row.argument_names?.[i] ?? "",
    type,
    mode: row.argument_modes?.[i] ?? "i",
  }));
  const inputs = all.filter(({ mode }) => "ibv".includes(mode));
  const composite = row.returned_kind === "c" || row.returned_type === "record";
  return {
    name,
    inputs: inputs.map(({ name, type, mode }, i) => ({
      name,
      type,
      required: i < inputs.length - row.defaults,
      variadic: mode === "v",
    })),
    outputs: all.filter(({ mode }) => "obt".includes(mode)).map(({ name }) => name),
    volatile: row.volatility === "v",
    returns: row.returned_type === "void" ? "void" : composite ? "composite" : "scalar",
    set: row.is_set,
  };
}

/** Whether the function can be called with exactly these named arguments. */
export function accepts(signature: Signature, names: string[]): boolean {
  const known = new Set(signature.inputs.map(({ name }) => name));
  return names.every((name) => name !== "" && known.has(name)) &&
    signature.inputs.every(({ name, required }) => !required || names.includes(name));
}

/** Signatures by name, kept until a call does not fit what is kept. */
export class SignatureCache {
  readonly #known = new Map<string, Signature[]>();
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The overloads that fit. Asks the catalogue when none of the kept ones does. */
  async find(name: string, names: string[]): Promise<Signature[]> {
    const fit = this.#fitting(name, names);
    if (fit.length > 0) return fit;
    this.#known.set(name, await readSignatures(this.#sql, name));
    return this.#fitting(name, names);
  }

  forget(name: string): void {
    this.#known.delete(name);
  }

  #fitting(name: string, names: string[]): Signature[] {
    return (this.#known.get(name) ?? []).filter((signature) => accepts(signature, names));
  }
}
