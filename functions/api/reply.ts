import { createHash } from "node:crypto";
import type { Context } from "hono";

const json_type = "application/json; charset=utf-8";

/** A reply about somebody: nothing on the way may keep it. */
export function jsonReply(c: Context, text: string, status: 200 | 201): Response {
  c.header("content-type", json_type);
  c.header("cache-control", "no-store");
  return c.body(text, status);
}

/** A reply that is the same for everybody: caches may keep it, and a known one is not sent again. */
export function catalogueReply(c: Context, text: string, seconds: number): Response {
  const etag = `W/"${createHash("sha1").update(text).digest("base64url")}"`;
  c.header("etag", etag);
  c.header("cache-control", `public, max-age=${seconds}, stale-while-revalidate=${seconds * 4}`);
  if (matches(c.req.header("if-none-match"), etag)) return c.body(null, 304);
  c.header("content-type", json_type);
  return c.body(text, 200);
}

/** Weak comparison (RFC 9110 13.1.2). */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.split(",").some((tag) => bare(tag) === bare(etag));
}
