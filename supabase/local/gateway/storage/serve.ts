import { notFound } from "./errors.ts";
import type { Files } from "./files.ts";
import type { ObjectRow } from "./objects.ts";

/** Answers with an object's bytes. `audience`: who may keep a copy. */
export async function serveObject(
  files: Files,
  object: ObjectRow,
  request: Request,
  audience: "public" | "private",
): Promise<Response> {
  const { metadata } = object;
  const headers = new Headers({
    "cache-control": `${audience}, ${metadata.cacheControl}`,
    "content-type": metadata.mimetype,
    // An uploaded page or drawing must not run with the origin of the dashboard beside it.
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "etag": metadata.eTag,
    "last-modified": new Date(metadata.lastModified).toUTCString(),
    "x-content-type-options": "nosniff",
  });
  const download = new URL(request.url).searchParams.get("download");
  if (download !== null) {
    const name = download || object.name.slice(object.name.lastIndexOf("/") + 1);
    headers.set(
      "content-disposition",
      `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    );
  }
  if (request.headers.get("if-none-match") === metadata.eTag) {
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-length", String(metadata.size));
  if (request.method === "HEAD") return new Response(null, { headers });
  const bytes = await files.read(object.version);
  if (!bytes) throw notFound();
  return new Response(bytes, { headers });
}
