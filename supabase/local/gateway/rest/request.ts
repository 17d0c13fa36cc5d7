import { readBody } from "../http.ts";
import { restError } from "./errors.ts";
import type { Arguments } from "./statement.ts";

const BODY_LIMIT = 1024 * 1024;

/** Refuses every schema but `api`. */
export function requireProfile(request: Request): void {
  const header = request.method === "POST" ? "content-profile" : "accept-profile";
  const profile = request.headers.get(header);
  if (profile !== null && profile !== "api") {
    throw restError(
      406,
      "PGRST106",
      `Invalid schema: ${profile}`,
      null,
      "Only the following schemas are exposed: api",
    );
  }
}

/** True when exactly one object is asked for. Throws when what is asked for cannot be given. */
export function acceptsSingle(request: Request): boolean {
  const accept = request.headers.get("accept") ?? "*/*";
  const types = accept.split(",").map((part) => part.split(";")[0]!.trim());
  if (types.includes("application/vnd.pgrst.object+json")) return true;
  if (types.some((type) => ["application/json", "application/*", "*/*"].includes(type))) {
    return false;
  }
  throw restError(406, "PGRST107", `None of these media types are available: ${accept}`);
}

/** Query keys that belong to reading tables. `select=*`, which `.select()` sends, changes nothing and is let pass. */
const TABLE_KEYS = ["order", "limit", "offset", "and", "or", "columns", "on_conflict"];

/** The arguments of a call: the body of POST, the query of GET and HEAD. */
export async function readArguments(request: Request, url: URL): Promise<Arguments> {
  const query = Object.fromEntries(url.searchParams);
  delete query["apikey"];
  if (query["select"] === "*") delete query["select"];
  const keys = Object.keys(query);
  const filter = keys.find((key) =>
    key === "select" || TABLE_KEYS.includes(key) || request.method === "POST"
  );
  if (filter !== undefined) {
    throw restError(400, "PGRST100", `Filters are not offered on functions: ${filter}`);
  }
  return request.method === "POST" ? await readJson(request) : { values: query };
}

async function readJson(request: Request): Promise<Arguments> {
  const bytes = await readBody(request, BODY_LIMIT);
  if (!bytes) throw restError(413, "PGRST102", `The body is larger than ${BODY_LIMIT} bytes`);
  if (bytes.length === 0) return { json: "{}", names: [] };
  const type = request.headers.get("content-type") ?? "application/json";
  if (!/^application\/json\b/i.test(type)) {
    throw restError(415, "PGRST102", `Content-Type not acceptable: ${type}`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      return { json: text, names: Object.keys(value) };
    }
  } catch { /* answered below */ }
  throw restError(400, "PGRST102", "Empty or invalid json");
}
