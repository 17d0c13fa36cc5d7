import type { z } from "zod";
import { readBody } from "../http.ts";
import { storageError } from "./errors.ts";

/** The checked JSON body of a request; an empty body counts as `{}`. */
export async function readInput<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readBody(request, 256 * 1024);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes) || "{}");
  } catch {
    throw storageError(400, "InvalidRequest", "The body is not JSON");
  }
  const result = bytes ? schema.safeParse(body) : undefined;
  if (result?.success) return result.data;
  const issue = result?.error.issues[0];
  const message = issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : "body too large";
  throw storageError(400, "InvalidRequest", message);
}
