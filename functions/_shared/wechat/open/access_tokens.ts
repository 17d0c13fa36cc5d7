import { adviceFor, type OpenAdvice, type OpenResult, token_codes } from "./result.ts";
import { call, type OpenAccess, withTexts } from "./transport.ts";

/** An access token and the moment it ends, in milliseconds since 1970. */
export interface StoredToken {
  token: string;
  expires_at_ms: number;
}

/** Where the processes of one shop keep their common token; the implementation seals it. */
export interface TokenStore {
  read(): Promise<StoredToken | null>;
  /** Take the right to refresh, for a few seconds or until `write`; false when another process holds it. */
  claim(): Promise<boolean>;
  write(token: StoredToken): Promise<void>;
}

/** The mini program whose token it is. */
export interface AppSecret extends OpenAccess {
  appid: string;
  secret: string;
}

/** A token is not used in its last minute. WeChat itself renews it five minutes before its end. */
const margin_ms = 60_000;
const wait_step_ms = 100;
const wait_steps = 30;

/**
 * The access token of one mini program, with one refresher: within a process the callers share one attempt, and
 * across processes the store's claim lets one ask while the others wait for what it writes. Keep one instance per
 * shop. Uses stable_token without force_refresh, so even a second refresher only gets the same token.
 */
export class AccessTokens {
  #known: StoredToken | null = null;
  #refreshing: Promise<OpenResult<string>> | null = null;

  constructor(private readonly app: AppSecret, private readonly store: TokenStore) {}

  /** A token that is good by its date. */
  get(): Promise<OpenResult<string>> {
    if (isGood(this.#known, null)) return Promise.resolve({ kind: "ok", value: this.#known.token });
    return this.#shared(null);
  }

  /** A token other than `bad`, which WeChat has just refused. */
  async replace(bad: string): Promise<OpenResult<string>> {
    if (isGood(this.#known, bad)) return { kind: "ok", value: this.#known.token };
    this.#known = null;
    const found = await this.#shared(bad);
    const joined_another = found.kind === "ok" && found.value === bad;
    return joined_another ? await this.#shared(bad) : found;
  }

  #shared(bad: string | null): Promise<OpenResult<string>> {
    this.#refreshing ??= this.#find(bad).finally(() => this.#refreshing = null);
    return this.#refreshing;
  }

  /** From the store if it has a better one; else from WeChat if this process may ask; else wait for the one that asks. */
  async #find(bad: string | null): Promise<OpenResult<string>> {
    for (let step = 0; step < wait_steps; step++) {
      const stored = await this.store.read();
      if (isGood(stored, bad)) return this.#keep(stored);
      if (await this.store.claim()) return await this.#fetch();
      await new Promise((resolve) => setTimeout(resolve, wait_step_ms));
    }
    return await this.#fetch();
  }

  async #fetch(): Promise<OpenResult<string>> {
    const answer = await askForToken(this.app);
    if (answer.kind !== "ok") return answer;
    await this.store.write(answer.value);
    return this.#keep(answer.value);
  }

  #keep(token: StoredToken): OpenResult<string> {
    this.#known = token;
    return { kind: "ok", value: token.token };
  }
}

/** A token from WeChat: it says whether appid and secret are good. */
export async function askForToken(app: AppSecret): Promise<OpenResult<StoredToken>> {
  const asked_at_ms = Date.now();
  const { appid, secret } = app;
  const body = { grant_type: "client_credential", appid, secret };
  const answer = withTexts(await call(app, "/cgi-bin/stable_token", {}, body), ["access_token"]);
  if (answer.kind === "refused") return { ...answer, advice: adviceForToken(answer.errcode) };
  if (answer.kind !== "ok") return answer;
  const lifetime_s = Number(answer.value["expires_in"]);
  if (!(lifetime_s > 0)) return { kind: "unknown", reason: "malformed_reply" };
  const token = String(answer.value["access_token"]);
  return { kind: "ok", value: { token, expires_at_ms: asked_at_ms + lifetime_s * 1000 } };
}

/** Here 40001 is about the secret: no refresh would help. */
function adviceForToken(errcode: number): OpenAdvice {
  return token_codes.has(errcode) ? "stop" : adviceFor(errcode);
}

function isGood(token: StoredToken | null, bad: string | null): token is StoredToken {
  return token !== null && token.token !== bad && token.expires_at_ms - Date.now() > margin_ms;
}
