import postgres from "postgres";
import { type AsCaller, asCallerOf, type Sql } from "../database.ts";
import { admit } from "../gatekeeper.ts";
import type { FetchHandler } from "../http.ts";
import type { Caller, GatewayKeys, TokenCheck } from "../keys.ts";
import { errorResponse, restError } from "./errors.ts";
import { acceptsSingle, readArguments, requireProfile } from "./request.ts";
import { type Signature, SignatureCache } from "./signature.ts";
import { argumentNames, type Arguments, type CallRow, callStatement } from "./statement.ts";

export interface RestOptions {
  sql: Sql;
  keys: GatewayKeys;
  check: TokenCheck;
}

interface Rest {
  asCaller: AsCaller;
  signatures: SignatureCache;
}

/** `/rest/v1/*`: PostgREST's conventions, for the functions of schema `api` alone. */
export function restHandler({ sql, keys, check }: RestOptions): FetchHandler {
  const rest: Rest = { asCaller: asCallerOf(sql), signatures: new SignatureCache(sql) };
  return async (request) => {
    let caller: Caller | undefined;
    try {
      caller = await admit(request, keys, check);
      return await answer(rest, caller, request);
    } catch (error) {
      return errorResponse(error, caller?.role === "anon");
    }
  };
}

async function answer(rest: Rest, caller: Caller, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const name = /^\/rest\/v1\/rpc\/(\w+)$/.exec(url.pathname)?.[1];
  if (!name) {
    throw restError(
      404,
      "PGRST205",
      "Only functions are exposed",
      null,
      "Call /rest/v1/rpc/<name>.",
    );
  }
  if (!["GET", "HEAD", "POST"].includes(request.method)) {
    throw restError(405, "PGRST101", `Cannot use the ${request.method} method on RPC`);
  }
  requireProfile(request);
  const single = acceptsSingle(request);
  const given = await readArguments(request, url);
  const call = { caller, request, name, given, single };
  return await perform(rest, call);
}

interface Call {
  caller: Caller;
  request: Request;
  name: string;
  given: Arguments;
  single: boolean;
}

/** Runs the call; once more with a fresh signature if the kept one turned out to be of a replaced function. */
async function perform(rest: Rest, call: Call): Promise<Response> {
  try {
    return await performOnce(rest, call);
  } catch (error) {
    const replaced = error instanceof postgres.PostgresError && error.code === "42883" &&
      error.message.includes(`api.${call.name}(`);
    if (!replaced) throw error;
    rest.signatures.forget(call.name);
    return await performOnce(rest, call);
  }
}

async function performOnce(rest: Rest, call: Call): Promise<Response> {
  const signature = await findSignature(rest, call);
  const { text, parameters } = callStatement(signature, call.given);
  const { request, caller } = call;
  const settings = {
    "request.method": request.method,
    "request.path": new URL(request.url).pathname,
    "request.headers": JSON.stringify(Object.fromEntries(request.headers)),
  };
  const mode = signature.volatile && request.method === "POST" ? "read write" : "read only";
  const row = await rest.asCaller(caller, settings, async (tx) => {
    const [row] = await tx.unsafe<CallRow[]>(text, parameters, { prepare: true });
    if (call.single && signature.set && row!.rows !== 1) throw notOneRow(row!.rows);
    return row!;
  }, mode);
  return toResponse(signature, row, call);
}

async function findSignature(rest: Rest, { name, given }: Call): Promise<Signature> {
  const names = argumentNames(given);
  const found = await rest.signatures.find(name, names);
  if (found.length === 1) return found[0]!;
  const spelled = `api.${name}${names.length > 0 ? `(${names.toSorted().join(", ")})` : ""}`;
  if (found.length > 1) {
    throw restError(
      300,
      "PGRST203",
      `Could not choose the best candidate function between overloads of ${spelled}`,
      null,
      "Try renaming the parameters or the function itself in the database.",
    );
  }
  throw restError(
    404,
    "PGRST202",
    `Could not find the function ${spelled} in the schema cache`,
    `Searched for the function ${spelled}, but no matches were found in the schema cache.`,
  );
}

function toResponse(signature: Signature, row: CallRow, call: Call): Response {
  const empty = signature.returns === "void";
  const headers = new Headers({
    "content-type": call.single
      ? "application/vnd.pgrst.object+json; charset=utf-8"
      : "application/json; charset=utf-8",
    "content-profile": "api",
  });
  if (empty) headers.delete("content-type");
  for (const entry of parsedHeaders(row.headers)) {
    for (const [name, value] of Object.entries(entry)) headers.append(name, String(value));
  }
  const body = call.single && signature.set ? row.body.slice(1, -1) : row.body;
  const bare = empty || call.request.method === "HEAD";
  return new Response(bare ? null : body, { status: statusFor(row.status, empty), headers });
}

function statusFor(given: string | null, empty: boolean): number {
  if (given === null) return empty ? 204 : 200;
  if (!/^[1-5]\d\d$/.test(given)) {
    throw restError(500, "PGRST112", "response.status setting must be a valid status code");
  }
  return Number(given);
}

function parsedHeaders(text: string | null): Record<string, unknown>[] {
  if (text === null) return [];
  try {
    const list = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch { /* answered below */ }
  throw restError(500, "PGRST111", "response.headers setting must be a JSON array of objects");
}

function notOneRow(rows: number): Error {
  return restError(
    406,
    "PGRST116",
    "Cannot coerce the result to a single JSON object",
    `The result contains ${rows} rows`,
  );
}
