import { createHash } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { Arguments, Claims, Database } from "@/shared/db.ts";
import { createRateLimit } from "@/shared/rate_limit.ts";
import { createSealer } from "@/shared/seal.ts";
import { createTokens, publicPart } from "@/shared/tokens.ts";
import { createApp } from "../app.ts";
import { createCatalogueMemory } from "../catalogue_memory.ts";
import { createHotWords } from "../hot_words.ts";
import type { Services } from "../services.ts";

/** One call that reached the database's door. */
export interface RecordedCall {
  claims: Claims;
  fn: string;
  args: Arguments;
}

/** What the merchant's proxy proves itself with at the door. */
export const proxy_secret = "proxy-secret";

/** The app at its door: everything real but the database, which writes down what it is asked. */
export async function openDoor(answer: (call: RecordedCall) => unknown = () => ({})) {
  const calls: RecordedCall[] = [];
  const callText = (claims: Claims, fn: string, args: Arguments = {}) => {
    // As JSON, so that what would be lost on the way to Postgres is lost here too.
    const call = JSON.parse(JSON.stringify({ claims, fn, args })) as RecordedCall;
    calls.push(call);
    return Promise.resolve().then(() => {
      const text = JSON.stringify(answer(call));
      return fn === "read_catalogue"
        ? asPages(text, call.args.pages as { known?: string }[])
        : text;
    });
  };
  const db: Database = {
    callText,
    call: async <T>(claims: Claims, fn: string, args?: Arguments) =>
      JSON.parse(await callText(claims, fn, args)) as T,
    now: () => Promise.resolve("2026-11-23T00:00:00+00:00"),
    close: () => Promise.resolve(),
  };
  const services = await doorServices(db);
  const app = createApp(services);
  const shop_id = crypto.randomUUID();
  return {
    app,
    calls,
    services,
    async member(shop = "demo") {
      const member_id = crypto.randomUUID();
      const { token } = await services.tokens.signMember({ shop_id, shop, member_id });
      return { authorization: `Bearer ${token}` };
    },
    async visitor(shop = "demo") {
      const visitor_id = crypto.randomUUID();
      const { token } = await services.tokens.signVisitor({ shop_id, shop, visitor_id });
      return { authorization: `Bearer ${token}` };
    },
  };
}

/** A page is told apart by its state, and not sent to a reader who knows that. */
function asPages(text: string, asked: { known?: string }[]): string {
  const state = createHash("sha1").update(text).digest("hex");
  const pages = asked.map(({ known }) => {
    const reply = state === known ? "" : `, "reply" : ${text}`;
    return `{"page_state" : "${state}"${reply}}`;
  });
  return `[${pages.join()}]`;
}

async function doorServices(db: Database): Promise<Services> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const signing_jwk = { ...await exportJWK(privateKey), kid: "test", alg: "ES256" };
  const account = () => Promise.reject(new Error("no shop account at the door"));
  return {
    db,
    catalogue: createCatalogueMemory(db),
    hotWordsOf: createHotWords(db),
    tokens: createTokens({
      signing_jwk,
      staff_keys: { keys: [publicPart(signing_jwk)] },
      issuer: "http://127.0.0.1:54321/auth/v1",
    }),
    sealer: createSealer(() => ({
      seal: [{ id: "t1", bytes: new Uint8Array(32).fill(1) }],
      fingerprint: [{ id: "t1", bytes: new Uint8Array(32).fill(2) }],
    })),
    signInAccount: account,
    payAccount: account,
    sendOutbox: () => {},
    proxy: { secret: proxy_secret, address_header: "x-forwarded-for" },
    limits: {
      address: createRateLimit({ burst: 5, per_second: 0.5, now: () => 0 }),
      token: createRateLimit({ burst: 3, per_second: 0.5, now: () => 0 }),
      member: createRateLimit({ burst: 30, per_second: 0.5, now: () => 0 }),
    },
  };
}

/** Options of a JSON request. */
export function jsonBody(method: string, body: unknown, headers: Record<string, string> = {}) {
  return {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
