import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorCode, errors, isErrorCode } from "@/contracts/error_texts.ts";
import type { ErrorReply } from "@/contracts/errors.ts";
import { log } from "./log.ts";

export type ErrorDetails = Record<string, unknown>;

/** A refusal with one of our codes. Routes throw it; `onError` makes the reply. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details?: ErrorDetails,
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.status = errors[code].status;
  }
}

/** A field that the request has wrong, said in Chinese. */
export function invalidField(field: string, message: string): ApiError {
  return new ApiError("INVALID_REQUEST", { field, fields: [{ field, message }] });
}

const busy = new Set([
  "40001", // gave way to another transaction
  "40P01",
  "55P03", // waited too long for a lock
  "57014", // took too long
]);

/** What a failed statement means to the caller. Unknown errors become INTERNAL, their cause kept for the log. */
export function fromPostgres(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { code = "", message = "", detail } = error as { [name: string]: string | undefined };
  if (code.startsWith("PT") && isErrorCode(message)) {
    return new ApiError(message, parseDetail(detail), { cause: error });
  }
  return new ApiError(meaningOf(error as PostgresError), undefined, { cause: error });
}

type PostgresError = Error & { code?: string; severity?: string };

function meaningOf(error: PostgresError): ErrorCode {
  const { code = "" } = error;
  if (isOfTheConnection(error)) return "DATABASE_UNAVAILABLE";
  if (code === "42501") return "FORBIDDEN";
  return busy.has(code) ? "BUSY" : "INTERNAL";
}

/**
 * Whether the way to the database is at fault and not the statement. Postgres and its poolers end a session with
 * FATAL (no connection left, shutting down, wrong password), and an error without a SQLSTATE never came from a
 * statement: refused, cut, timed out, an untrusted certificate.
 */
function isOfTheConnection(error: PostgresError): boolean {
  const { code = "", severity } = error;
  if (!/^[0-9A-Z]{5}$/.test(code) || /^E[A-Z]+$/.test(code)) return !(error instanceof TypeError);
  return severity === "FATAL" || severity === "PANIC" || /^(08|53|57P)/.test(code);
}

function parseDetail(detail: string | undefined): ErrorDetails | undefined {
  if (!detail) return undefined;
  try {
    const value: unknown = JSON.parse(detail);
    const is_object = typeof value === "object" && value !== null && !Array.isArray(value);
    return is_object ? value as ErrorDetails : undefined;
  } catch {
    return undefined;
  }
}

/** The one place where an error becomes a reply. Only 5xx are logged: a refusal is not news. */
export function onError(error: unknown, c: Context): Response {
  const known = asApiError(error);
  const request_id = String(c.get("request_id") ?? "");
  if (known.status >= 500) {
    log("error", "request_failed", {
      request_id,
      method: c.req.method,
      path: c.req.path,
      code: known.code,
      cause: known.cause ?? known,
    });
  }
  if (known.code === "RATE_LIMITED" || known.status === 503) {
    c.header("retry-after", String(known.details?.retry_after_seconds ?? 1));
  }
  c.header("cache-control", "no-store");
  const body: ErrorReply = {
    error: {
      code: known.code,
      message: errors[known.code].text,
      ...(known.details === undefined ? {} : { details: known.details }),
      request_id,
    },
  };
  return c.json(body, known.status as ContentfulStatusCode);
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new ApiError("INVALID_REQUEST", undefined, { cause: error });
  }
  return new ApiError("INTERNAL", undefined, { cause: error });
}

/** The reply where no route is. */
export function onNotFound(c: Context): Response {
  return onError(new ApiError("ROUTE_NOT_FOUND"), c);
}
