import assert from "node:assert/strict";
import { descriptionOf } from "./endpoint.ts";
import { openDoor } from "./testing/door.ts";

const { app } = await openDoor();
const staff_routes = app.routes.flatMap(({ method, path, handler }) => {
  const spec = descriptionOf(handler);
  return spec?.auth === "staff" && method !== "ALL" ? [{ method, path, spec }] : [];
});

Deno.test("what staff set can be read: beside every PUT, or above it, there is a GET", () => {
  const gets = new Set(
    staff_routes.filter(({ method }) => method === "GET").map(({ path }) => path),
  );
  const read_with: Record<string, string> = {
    "/api/shops/:shop/staff/skus/:sku/price": "/api/shops/:shop/staff/products",
  };
  const closed = staff_routes.filter(({ method }) => method === "PUT").map(({ path }) => path)
    .filter((path) => !gets.has(read_with[path] ?? "") && !above(path).some((at) => gets.has(at)));
  assert.deepEqual(closed, []);
});

/** The path, then without its last parts, as far as the things of its own kind. */
function above(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, n) => parts.slice(0, parts.length - n).join("/"))
    .filter((one) => /\/staff\/./.test(one));
}

/**
 * Read by POST: a draft of a page or the rows of a file are longer than an address may be, a replay works on with each
 * asking, and a short link that WeChat gave is kept and given again.
 */
const read_by_post = [
  "/api/shops/:shop/staff/pages/preview",
  "/api/shops/:shop/staff/rule-sets/draft/previews",
  "/api/shops/:shop/staff/rule-previews/:preview/continuation",
  "/api/shops/:shop/staff/risk-rules/:rule/previews",
  "/api/shops/:shop/staff/risk-previews/:preview/continuation",
  "/api/shops/:shop/staff/imports/check",
  "/api/shops/:shop/staff/imported/short-links",
];

Deno.test("every command of staff demands an Idempotency-Key at the route, and reading demands none", () => {
  const odd = staff_routes.filter(({ method, path, spec }) =>
    (method !== "GET" && !read_by_post.includes(path)) !== (spec.idempotent === true)
  );
  assert.deepEqual(odd.map(({ method, path }) => `${method} ${path}`), []);
});
