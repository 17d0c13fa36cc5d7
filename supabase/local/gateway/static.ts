import { extname, relative, resolve } from "node:path";
import { gzippedPath } from "../compression.ts";
import { type FetchHandler, json } from "./http.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Below it are files that their content names: such a file never changes, and is kept for good. */
const NAMED_BY_CONTENT = "assets/";

/**
 * Serves a folder under `prefix` (`/name/`) with the page's own content security policy; a path that names no file
 * gets index.html, as its router wants.
 */
export function staticHandler(prefix: string, directory: string, policy: string): FetchHandler {
  const root = resolve(directory);
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname + "/" === prefix) return Response.redirect(new URL(prefix, url), 301);
    if (request.method !== "GET" && request.method !== "HEAD") {
      return json({ error: "method not allowed" }, 405, { allow: "GET, HEAD" });
    }
    const path = pathInside(root, url.pathname.slice(prefix.length));
    if (path === undefined) return json({ error: "not found" }, 404);
    const shown = extname(path) === "" ? `${root}/index.html` : path;
    const found = await readIfAny(shown, accepts(request));
    if (!found) return json({ error: "not found" }, 404);
    const isKept = relative(root, shown).startsWith(NAMED_BY_CONTENT);
    return new Response(found.bytes, {
      headers: { ...headersOf(shown, isKept, policy), ...found.headers },
    });
  };
}

/** The file that a request's path means; undefined when that would lie outside of the folder. */
function pathInside(root: string, asked: string): string | undefined {
  try {
    const path = resolve(root, `./${decodeURIComponent(asked)}`);
    const inside = !relative(root, path).startsWith("..") && !path.includes("\0");
    return inside ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the caller can read what is gzipped. */
const accepts = (request: Request) => /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "");

/** A file as it is sent: its gzipped twin where there is one and the caller can read it. */
async function readIfAny(path: string, gzip: boolean) {
  const vary = { vary: "accept-encoding" };
  const small = gzip ? await readIfFile(gzippedPath(path)) : undefined;
  if (small) return { bytes: small, headers: { ...vary, "content-encoding": "gzip" } };
  const bytes = await readIfFile(path);
  return bytes && { bytes, headers: vary };
}

async function readIfFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const missing = [Deno.errors.NotFound, Deno.errors.IsADirectory, Deno.errors.NotADirectory];
    if (missing.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

/** What may change under its name is asked for again each time. */
function headersOf(path: string, isKept: boolean, policy: string): Record<string, string> {
  return {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cache-control": isKept ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  };
}
