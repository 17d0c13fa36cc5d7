import postgres from "postgres";
import { BadToken } from "../keys.ts";
import { json, Refusal, report } from "../http.ts";

/** PostgREST's error body. */
export interface RestError {
  code: string;
  message: string;
  details: string | null;
  hint: string | null;
}

export function restError(
  status: number,
  code: string,
  message: string,
  details: string | null = null,
  hint: string | null = null,
): Refusal {
  return new Refusal(status, { code, message, details, hint } satisfies RestError);
}

/** Any failure of a call as PostgREST answers it. `anonymous` decides between 401 and 403. */
export function errorResponse(error: unknown, anonymous: boolean): Response {
  if (error instanceof Refusal) return error.toResponse();
  if (error instanceof BadToken) {
    return json(
      { code: "PGRST301", message: error.message, details: null, hint: null },
      401,
      { "www-authenticate": `Bearer error="invalid_token", error_description="${error.message}"` },
    );
  }
  if (error instanceof postgres.PostgresError) return databaseError(error, anonymous);
  report("rest", error);
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string" && /^(ECONN|CONNECT)/.test(code)) {
    return restError(503, "PGRST000", "Could not connect with the database.").toResponse();
  }
  return restError(500, "PGRSTX00", "Internal error").toResponse();
}

function databaseError(error: postgres.PostgresError, anonymous: boolean): Response {
  if (error.code === "PGRST") return raisedWhole(error);
  const body: RestError = {
    code: error.code,
    message: error.message,
    details: error.detail ?? null,
    hint: error.hint ?? null,
  };
  return json(body, statusOf(error.code, anonymous));
}

const BY_STATE: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "P0001": 400,
};
const BY_CLASS: Record<string, number> = {
  "08": 503,
  "53": 503,
  "0L": 403,
  "0P": 403,
  "28": 403,
  ...Object.fromEntries(
    ["09", "25", "2D", "38", "39", "3B", "40", "54", "55", "57", "58", "F0", "HV", "P0", "XX"]
      .map((state) => [state, 500]),
  ),
};

/** The HTTP status of a SQLSTATE, by PostgREST's table. */
export function statusOf(state: string, anonymous: boolean): number {
  const own = /^PT([1-5]\d\d)$/.exec(state)?.[1];
  if (own) return Number(own);
  if (state === "42501") return anonymous ? 401 : 403;
  return BY_STATE[state] ?? BY_CLASS[state.slice(0, 2)] ?? 400;
}

/** `raise sqlstate 'PGRST'`: the message is the body, the detail says status and headers. */
function raisedWhole(error: postgres.PostgresError): Response {
  try {
    const { code, message, details = null, hint = null } = JSON.parse(error.message);
    const { status, headers = {} } = JSON.parse(error.detail ?? "");
    if (typeof code !== "string" || typeof message !== "string" || !Number.isInteger(status)) {
      throw new TypeError("code, message or status missing");
    }
    return json({ code, message, details, hint }, status, headers);
  } catch {
    return restError(
      500,
      "PGRST121",
      `Could not parse JSON in the "RAISE SQLSTATE 'PGRST'" error`,
      null,
      "MESSAGE must be an object with code and message, DETAIL an object with status.",
    ).toResponse();
  }
}
