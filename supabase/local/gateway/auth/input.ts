import type { z } from "zod";
import { readBody } from "../http.ts";
import { authError } from "./errors.ts";

const BODY_LIMIT = 64 * 1024;

/** The checked JSON body of a request. Throws 400 `bad_json` or `validation_failed`. */
export async function readInput<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readBody(request, BODY_LIMIT);
  if (!bytes) throw authError(413, "request_too_large", "Request body is too large");
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw authError(400, "bad_json", "Could not parse request body as JSON");
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw authError(400, "validation_failed", `${path.join(".") || "body"}: ${message}`);
}
