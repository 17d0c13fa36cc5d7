import { createHash } from "node:crypto";
import { readBody } from "../http.ts";
import { storageError } from "./errors.ts";
import { readFormParts } from "./form.ts";
import type { BucketRow, Metadata } from "./objects.ts";

/** No object is larger, whatever its bucket allows. */
const LARGEST = 50 * 1024 * 1024;
/** Room for the other parts of a form. */
const FORM_OVERHEAD = 64 * 1024;

export interface Upload {
  bytes: Uint8Array;
  metadata: Metadata;
  userMetadata: Record<string, string> | null;
}

/** Reads an upload, raw or as a form, and holds it against the bucket's rules. */
export async function readUpload(request: Request, bucket: BucketRow): Promise<Upload> {
  const limit = Math.min(Number(bucket.file_size_limit ?? LARGEST), LARGEST);
  const type = request.headers.get("content-type") ?? "application/octet-stream";
  const body = await readBody(request, limit + FORM_OVERHEAD);
  const content = !body
    ? undefined
    : /^multipart\/form-data\b/i.test(type)
    ? readForm(body, type)
    : readRaw(request, body, type);
  if (!content || content.bytes.length > limit) {
    throw storageError(
      413,
      "Payload too large",
      "The object exceeded the maximum allowed size",
    );
  }
  requireAllowedType(content.mimetype, bucket.allowed_mime_types);
  const { bytes, mimetype, cacheControl, userMetadata } = content;
  return { bytes, userMetadata, metadata: describe(bytes, mimetype, cacheControl) };
}

interface Content {
  bytes: Uint8Array;
  mimetype: string;
  cacheControl: string;
  userMetadata: Record<string, string> | null;
}

function readRaw(request: Request, bytes: Uint8Array, mimetype: string): Content {
  const given = request.headers.get("x-metadata");
  return {
    bytes,
    mimetype,
    cacheControl: cacheRule(request.headers.get("cache-control")),
    userMetadata: given === null ? null : readMetadata(fromBase64(given)),
  };
}

function readForm(body: Uint8Array<ArrayBuffer>, type: string): Content {
  const parts = readFormParts(body, type) ?? [];
  const file = parts.find(({ filename }) => filename !== undefined);
  if (!file) throw storageError(400, "InvalidRequest", "The form has no file");
  const text = (name: string) => {
    const part = parts.find((part) => part.name === name && part !== file);
    return part && new TextDecoder().decode(part.bytes);
  };
  const [seconds, metadata] = [text("cacheControl"), text("metadata")];
  return {
    bytes: file.bytes,
    mimetype: file.type ?? "application/octet-stream",
    cacheControl: cacheRule(seconds === undefined ? null : `max-age=${seconds}`),
    userMetadata: metadata === undefined ? null : readMetadata(metadata),
  };
}

function cacheRule(given: string | null): string {
  return given !== null && /^max-age=\d{1,10}$/.test(given) ? given : "no-cache";
}

function fromBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(text));
  } catch {
    throw storageError(400, "InvalidRequest", "x-metadata is not base64");
  }
}

function readMetadata(text: string): Record<string, string> {
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch { /* answered below */ }
  throw storageError(400, "InvalidRequest", "metadata is not a JSON object");
}

function requireAllowedType(mimetype: string, allowed: string[] | null): void {
  const plain = mimetype.split(";")[0]!.trim().toLowerCase();
  const fits = (pattern: string) =>
    pattern.endsWith("/*") ? plain.startsWith(pattern.slice(0, -1)) : plain === pattern;
  if (allowed && allowed.length > 0 && !allowed.some((pattern) => fits(pattern.toLowerCase()))) {
    throw storageError(415, "invalid_mime_type", `mime type ${plain} is not supported`);
  }
}

function describe(bytes: Uint8Array, mimetype: string, cacheControl: string): Metadata {
  return {
    eTag: `"${createHash("md5").update(bytes).digest("hex")}"`,
    size: bytes.length,
    mimetype,
    cacheControl,
    lastModified: new Date().toISOString(),
  };
}
