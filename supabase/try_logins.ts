/**
 * `deno task logins`: tries the database logins of the functions, as they stand in .env, and says in a line each
 * whether it works or what is wrong. Ends with 1 when one does not work.
 */
import pg from "pg";
import { say } from "@/local/say.ts";
import { connectionTo } from "@/shared/db.ts";
import { type EnvName, optionalEnv } from "@/shared/env.ts";

interface Login {
  setting: EnvName;
  login: string;
  /** The roles it becomes in a call. */
  roles: string[];
}

export const logins: Login[] = [
  { setting: "MALL_DB_URL", login: "mall_api", roles: ["anon", "authenticated", "mall_server"] },
  { setting: "MALL_DB_URL_WECHAT", login: "mall_wechat", roles: ["mall_wechat"] },
  { setting: "MALL_DB_URL_JOBS", login: "mall_jobs", roles: ["mall_jobs"] },
];

/** What a failure to connect means, by SQLSTATE or by the code of the network or of TLS. */
const meanings: [RegExp, string][] = [
  [
    /^28P01$/,
    "the password is wrong, or was changed less than a few minutes ago: poolers keep old ones",
  ],
  [/^28000$/, "the login may not log in: run the migrations, then set its password"],
  [/^3D000$/, "there is no such database"],
  [
    /^(XX000|ENOTFOUND|ENOIDENTIFIER)$/,
    "the pooler does not know the project or the login: user LOGIN.PROJECT, host and region as in Connect",
  ],
  [/^53300$/, "no connection is left: lower the pool size or stop what holds them"],
  [
    /CERT|SIGNED|UNABLE_TO|ISSUER/,
    "nobody vouches for the certificate: put the authority's, from Database settings, into MALL_DB_CA",
  ],
  [/^E(CONN|HOST|NET|TIMED)/, "nothing answers at that address and port"],
];

/** "ok", or what is wrong with a login. */
export async function tryLogin(
  login: Login,
  url: string | undefined,
  ca?: string,
): Promise<string> {
  if (url === undefined) return `${login.setting} is not set`;
  if (!URL.canParse(url)) {
    return `${login.setting} is not an address: special characters of a password are written as %XX`;
  }
  const client = new pg.Client({ ...connectionTo(url, ca), connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the statement under way tells of it
  try {
    await client.connect();
    return await judge(client, login);
  } catch (error) {
    return explain(error as Error & { code?: string });
  } finally {
    await client.end().catch(() => {});
  }
}

async function judge(client: pg.Client, { login, roles }: Login): Promise<string> {
  const { rows: [found] } = await client.query<
    { name: string; bypasses: boolean; missing: string[] }
  >(
    `select session_user::text as name, r.rolbypassrls or r.rolsuper as bypasses,
            array(select w from unnest($1::text[]) w
                   where to_regrole(w) is null or not pg_has_role(session_user, w, 'member')) as missing
       from pg_catalog.pg_roles r where r.rolname = session_user`,
    [roles],
  );
  const { name, bypasses, missing } = found!;
  if (name !== login) return `it logs in as ${name}, not as ${login}`;
  if (bypasses) return "it bypasses row level security, which no login of the functions may";
  if (missing.length > 0) return `it may not become ${missing.join(", ")}: run the migrations`;
  return "ok";
}

function explain(error: Error & { code?: string }): string {
  const code = error.code ?? "";
  const known = meanings.find(([form]) => form.test(code));
  return `${known?.[1] ?? "it cannot connect"} (${
    [code, error.message].filter(Boolean).join(": ")
  })`;
}

if (import.meta.main) {
  const outcomes = await Promise.all(
    logins.map((login) => tryLogin(login, optionalEnv(login.setting), optionalEnv("MALL_DB_CA"))),
  );
  outcomes.forEach((outcome, n) => say(`${logins[n]!.login.padEnd(12)} ${outcome}`));
  Deno.exit(outcomes.every((outcome) => outcome === "ok") ? 0 : 1);
}
