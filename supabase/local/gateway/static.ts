import { extname, relative, resolve } from "node:path";
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

/**
 * Serves a folder under `prefix` (`/name/`) with the page's own content security policy; a path that names no file
 * gets index.html, as its router wants.
 */
export function staticHandler(prefix: string, directory: string, policy: string): FetchHandler {
  const root = resolve(directory);
  const answer = (bytes: Uint8Array<ArrayBuffer>, path: string, hashed: boolean) =>
    new Response(bytes, { headers: headersOf(path, hashed, policy) });
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname + "/" === prefix) return Response.redirect(new URL(prefix, url), 301);
    if (request.method !== "GET" && request.method !== "HEAD") {
      return json({ error: "method not allowed" }, 405, { allow: "GET, HEAD" });
    }
    const path = pathInside(root, url.pathname.slice(prefix.length));
    if (path === undefined) return json({ error: "not found" }, 404);
    const asFile = extname(path) === "" ? undefined : await readIfFile(path);
    if (asFile) return answer(asFile, path, url.pathname.includes("/assets/"));
    if (extname(path) !== "") return json({ error: "not found" }, 404);
    const index = await readIfFile(`${root}/index.html`);
    return index ? answer(index, "index.html", false) : json({ error: "not found" }, 404);
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

async function readIfFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    const missing = [Deno.errors.NotFound, Deno.errors.IsADirectory, Deno.errors.NotADirectory];
    if (missing.some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

/** Built assets carry a hash in their names and never change; everything else is asked for again. */
function headersOf(path: string, hashed: boolean, policy: string): Record<string, string> {
  return {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  };
}
