import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Bytes } from "@/shared/wechat/bytes.ts";

export const json_type = "application/json; charset=utf-8";

/** A reply about somebody: nothing on the way may keep it. */
export function jsonReply(c: Context, text: string, status: 200 | 201): Response {
  c.header("content-type", json_type);
  c.header("cache-control", "no-store");
  return c.body(text, status);
}

/** JSON as it is sent, with the name by which callers may know it already. */
export interface KeptReply {
  body: Bytes;
  etag: string;
}

export function keptReply(text: string): KeptReply {
  const body = new TextEncoder().encode(text);
  return { body, etag: `W/"${createHash("sha1").update(body).digest("base64url")}"` };
}

/** A reply that is the same for everybody: caches may keep it, and a known one is not sent again. */
export function catalogueReply(
  c: Context,
  { body, etag }: KeptReply,
  seconds: number,
): Response {
  c.header("etag", etag);
  c.header("cache-control", `public, max-age=${seconds}, stale-while-revalidate=${seconds * 4}`);
  if (matches(c.req.header("if-none-match"), etag)) return c.body(null, 304);
  c.header("content-type", json_type);
  return c.body(body, 200);
}

/** Whether an If-None-Match names the reply: weak comparison (RFC 9110 13.1.2). */
export function matches(header: string | null | undefined, etag: string): boolean {
  if (typeof header !== "string") return false;
  if (header.trim() === "*") return true;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.split(",").some((tag) => bare(tag) === bare(etag));
}
