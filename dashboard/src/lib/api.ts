import { ask } from "./ask.ts";
import { session } from "./auth.ts";
import { config } from "./config.ts";
import { once } from "./intentions.ts";
import { type Query, withQuery } from "./query.ts";
import { signed } from "./signed.ts";

/** Reads from the API as the signed-in staff. The path begins behind the shop: `/staff/orders`. */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  return call<T>("GET", withQuery(path, query));
}

/** Reads what belongs to the signed-in user, whatever the shop. */
export function getOwn<T>(path: string): Promise<T> {
  return callAt<T>("GET", path);
}

/** Reads what nobody has to sign in for, in any shop. */
export function getPublic<T>(shop: string, path: string): Promise<T> {
  const { publishable_key } = config();
  return ask<T>({ method: "GET", url: publicUrl(shop, path), token: publishable_key });
}

/** Where it stands, for a picture. */
export function publicUrl(shop: string, path: string): string {
  return `${config().supabase_url}/functions/v1/api/shops/${shop}${path}`;
}

/** A command in another shop than the chosen one. */
export function postTo<T>(shop: string, path: string, body: unknown): Promise<T> {
  const at = `/shops/${shop}${path}`;
  return once(`POST ${at} ${JSON.stringify(body)}`, (key) => callAt<T>("POST", at, body, key));
}

/** A command: sent again after a lost answer it is the same one. */
export function post<T>(path: string, body: unknown): Promise<T> {
  return command<T>("POST", path, body);
}

/** A command that sets something to what it is told, with a key like every other. */
export function put<T>(path: string, body: unknown): Promise<T> {
  return command<T>("PUT", path, body);
}

function command<T>(method: string, path: string, body: unknown): Promise<T> {
  const intention = `${method} ${path} ${JSON.stringify(body)}`;
  return once(intention, (key) => call<T>(method, path, body, key));
}

function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  return callAt<T>(method, `/shops/${config().shop}${path}`, body, key);
}

function callAt<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const url = `${config().supabase_url}/functions/v1/api${path}`;
  return signed(session, (token) => ask<T>({ method, url, token, body, key }));
}
