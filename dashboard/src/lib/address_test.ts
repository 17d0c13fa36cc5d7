import assert from "node:assert/strict";
import { changed } from "./address.ts";
import { withQuery } from "./query.ts";

Deno.test("one filter changes and the others stay; an empty one is gone from the address", () => {
  const old = new URLSearchParams("status=paid&number=12&order=o1");
  assert.equal(changed(old, { status: "shipped" }).toString(), "status=shipped&number=12&order=o1");
  assert.equal(changed(old, { status: undefined }).toString(), "number=12&order=o1");
  assert.equal(
    changed(old, { number: "", view: "work" }).toString(),
    "status=paid&order=o1&view=work",
  );
  assert.equal(old.toString(), "status=paid&number=12&order=o1");
});

Deno.test("only filters that are set are asked for, zero and false among them", () => {
  assert.equal(
    withQuery("/staff/orders", { status: undefined, number: "", after: null }),
    "/staff/orders",
  );
  assert.equal(
    withQuery("/staff/orders", { status: "paid", page_size: 0, open: false, after: undefined }),
    "/staff/orders?status=paid&page_size=0&open=false",
  );
  assert.equal(withQuery("/x", { name: "青 禾&" }), "/x?name=%E9%9D%92+%E7%A6%BE%26");
});
