import pg from "pg";
import { optionalEnv } from "./env.ts";
import { ApiError, fromPostgres } from "./errors.ts";
import { log } from "./log.ts";

/** Verified claims of a token, or the server's own. The database trusts them. */
export type Claims = { role: string } & Record<string, unknown>;
export type Arguments = Record<string, unknown>;

/** Calls functions of schema `api` under the claims of the caller. */
export interface Database {
  /** The answer as Postgres wrote it, JSON text not parsed; "null" for nothing. Throws ApiError. */
  callText(claims: Claims, fn: string, args?: Arguments): Promise<string>;
  /** The answer parsed. Throws ApiError. */
  call<T>(claims: Claims, fn: string, args?: Arguments): Promise<T>;
  /** Whether the database answers: its clock. Throws ApiError. */
  now(): Promise<string>;
  close(): Promise<void>;
}

const as_text = { getTypeParser: () => (value: string) => value };
const call_statement = "select private.call_as($1::jsonb, $2, $3::jsonb)";

/** Postgres ended this transaction in favour of another one: the caller may simply try again. */
const gave_way = new Set(["40001", "40P01"]);

/** Longer than the statement timeout of `mall_api` and `mall_wechat`: Postgres says itself what took too long. */
const answer_ms = 12_000;

/**
 * A small pool. A call is one unnamed statement and so one transaction: one round trip, which works
 * through a transaction pooler too. Nothing is pipelined, nothing is kept on a connection. A connection
 * that is silent for `most_ms` is given up: whether its statement was done is not known.
 */
export function openDatabase(url: string, most_connections = 6, most_ms = answer_ms): Database {
  const pool = new pg.Pool({
    ...connectionTo(url, optionalEnv("MALL_DB_CA")),
    max: most_connections,
    idleTimeoutMillis: 20_000,
    connectionTimeoutMillis: 10_000,
    query_timeout: most_ms,
    keepAlive: true,
  });
  pool.on("error", (error: Error) => log("warn", "database_connection_lost", { cause: error }));

  async function ask(text: string, values: unknown[], again = true): Promise<string | null> {
    try {
      const query = { text, values, rowMode: "array" as const, types: as_text };
      const { rows } = await pool.query<[string | null]>(query);
      return rows[0]?.[0] ?? null;
    } catch (error) {
      if (again && gave_way.has((error as { code?: string }).code ?? "")) {
        return ask(text, values, false);
      }
      throw fromPostgres(error);
    }
  }

  async function callText(claims: Claims, fn: string, args: Arguments = {}): Promise<string> {
    const values = [JSON.stringify(claims), fn, jsonbText(args)];
    return await ask(call_statement, values) ?? "null";
  }

  return {
    callText,
    async call<T>(claims: Claims, fn: string, args: Arguments = {}): Promise<T> {
      return JSON.parse(await callText(claims, fn, args)) as T;
    },
    async now() {
      const at = await ask("select to_jsonb(now()) #>> '{}'", []);
      if (at === null) throw new ApiError("DATABASE_UNAVAILABLE");
      return at;
    },
    close: () => pool.end(),
  };
}

/**
 * How to connect: over TLS as the address says, or, with the certificate (PEM) of an authority of one's own, over
 * TLS with a server that this authority vouches for under its name.
 */
export function connectionTo(url: string, ca?: string): pg.ClientConfig {
  if (ca === undefined) return { connectionString: url };
  const plain = new URL(url);
  plain.searchParams.delete("sslmode"); // what the address says of TLS would win over `ssl`
  return { connectionString: plain.href, ssl: { ca, rejectUnauthorized: true } };
}

/**
 * JSON that jsonb takes. It knows no NUL and no half of a surrogate pair: what a person sends with one is refused
 * at the door, what WeChat sends must be recorded all the same.
 */
function jsonbText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(
    value,
    (_name, inner) => typeof inner === "string" ? inner.replaceAll("\0", "").toWellFormed() : inner,
  );
}
