import postgres from "postgres";
import { Refusal, report } from "../http.ts";
import { BadToken } from "../keys.ts";

/** A refusal as hosted Storage words it: HTTP 400 for most, the real status as text in the body. */
export function storageError(status: number, error: string, message: string): Refusal {
  return new Refusal(status === 413 ? 413 : 400, { statusCode: String(status), error, message });
}

export const notFound = () => storageError(404, "not_found", "Object not found");
export const noBucket = () => storageError(404, "Bucket not found", "Bucket not found");

/** Any failure of a storage request as its clients expect it. */
export function storageErrorResponse(error: unknown): Response {
  if (error instanceof Refusal) return error.toResponse();
  if (error instanceof BadToken) {
    return storageError(403, "Unauthorized", error.message).toResponse();
  }
  if (error instanceof postgres.PostgresError) {
    if (error.code === "42501") {
      const message = "new row violates row-level security policy";
      return storageError(403, "Unauthorized", message).toResponse();
    }
    if (error.code === "23505") {
      return storageError(409, "Duplicate", "The resource already exists").toResponse();
    }
  }
  report("storage", error);
  return new Refusal(500, { statusCode: "500", error: "internal", message: "Internal error" })
    .toResponse();
}
