import postgres from "postgres";

/** Claims as a verified token would say them. */
export type Claims = { role: string } & Record<string, unknown>;

export type Arguments = Record<string, unknown>;

export const server: Claims = { role: "mall_server" };
export const wechat: Claims = { role: "mall_wechat" };
export const jobs: Claims = { role: "mall_jobs" };

/**
 * Calls `api` functions as the functions do, through the dispatcher and each caller's own login, but at any
 * moment of the past: while history is made, `private.now()` reads the session's setting `seed.now`.
 */
export class Caller {
  readonly #pools = new Map<string, postgres.Sql>();

  constructor(private readonly databaseUrl: (role: string) => string) {}

  /** The answer of `api.<fn>` for these claims at a moment (ms). Throws an Error that names the function. */
  async call<T>(at: number, claims: Claims, fn: string, args: Arguments = {}): Promise<T> {
    const login = claims.role === "mall_wechat" || claims.role === "mall_jobs"
      ? claims.role
      : "mall_api";
    const call = `private.call_as(${literal(claims)}::jsonb, ${quoted(fn)}, ${
      literal(args)
    }::jsonb)`;
    try {
      return await this.#ask<T>(login, at, `select ${call} as answer`);
    } catch (error) {
      const { message, detail, where } = error as postgres.PostgresError;
      const moment = new Date(at).toISOString();
      throw new Error(
        `Cannot seed: ${fn} at ${moment}: ${message} ${detail ?? ""} ${where ?? ""}`,
        {
          cause: error,
        },
      );
    }
  }

  /** A command of the staff, under a key of its own. */
  command<T>(at: number, claims: Claims, fn: string, args: Arguments): Promise<T> {
    return this.call<T>(at, claims, fn, { idempotency_key: crypto.randomUUID(), ...args });
  }

  /** What only the operator of the platform does, as the owner of the database. */
  async operate<T>(at: number, expression: string): Promise<T> {
    return await this.#ask<T>("postgres", at, `select ${expression} as answer`);
  }

  async end(): Promise<void> {
    await Promise.all(this.#pools.values().map((pool) => pool.end({ timeout: 5 })));
  }

  /** One message, one transaction: the setting first, then the statement. */
  async #ask<T>(login: string, at: number, statement: string): Promise<T> {
    const moment = quoted(new Date(at).toISOString());
    const results = await this.#pool(login).unsafe(
      `select set_config('seed.now', ${moment}, false); ${statement}`,
    ) as unknown as { answer: T }[][];
    return results[1]![0]!.answer;
  }

  #pool(login: string): postgres.Sql {
    let pool = this.#pools.get(login);
    if (!pool) {
      const max = login === "mall_api" ? 4 : 2;
      pool = postgres(this.databaseUrl(login), { max, fetch_types: false, onnotice: () => {} });
      this.#pools.set(login, pool);
    }
    return pool;
  }
}

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function literal(value: unknown): string {
  return quoted(JSON.stringify(value));
}

/** Lets `private.now()` read the moment of each call. Undone by `clock.advance(0)`. */
export async function readMomentFromSession(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(`
    create or replace function private.now() returns timestamptz
    language sql stable set search_path = '' as $$
      select coalesce(nullif(current_setting('seed.now', true), '')::timestamptz, pg_catalog.now())
    $$`);
}
