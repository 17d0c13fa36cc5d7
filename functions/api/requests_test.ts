import assert from "node:assert/strict";
import { jsonBody, openDoor } from "./testing/door.ts";
import { contact, errorOf, id, key, order } from "./testing/requests.ts";

Deno.test("bad input is refused with the field named, in Chinese, and nothing is called", async (t) => {
  const door = await openDoor();
  const headers = { ...await door.member(), ...key };
  const cases: [string, unknown, string, RegExp][] = [
    [
      "a missing field",
      { ...order, expected_payable_fen: undefined },
      "expected_payable_fen",
      /必填/,
    ],
    [
      "a text for a number",
      { ...order, expected_payable_fen: "1999" },
      "expected_payable_fen",
      /数字/,
    ],
    ["half a fen", { ...order, expected_payable_fen: 0.5 }, "expected_payable_fen", /整数/],
    [
      "more than a safe number",
      { ...order, expected_payable_fen: 2 ** 53 },
      "expected_payable_fen",
      /不能多于/,
    ],
    [
      "a negative amount",
      { ...order, expected_payable_fen: -1 },
      "expected_payable_fen",
      /不能少于/,
    ],
    ["no lines", { ...order, lines: [] }, "lines", /不能少于/],
    [
      "quantity 0",
      { ...order, lines: [{ sku_id: id, quantity: 0 }] },
      "lines.0.quantity",
      /不能少于 1/,
    ],
    [
      "quantity 1000",
      { ...order, lines: [{ sku_id: id, quantity: 1000 }] },
      "lines.0.quantity",
      /不能多于 999/,
    ],
    ["a SKU twice", { ...order, lines: [...order.lines, ...order.lines] }, "lines", /只能出现一次/],
    ["no uuid", { ...order, lines: [{ sku_id: "1", quantity: 1 }] }, "lines.0.sku_id", /格式不对/],
    ["a price sent along", { ...order, payable_fen: 1 }, "payable_fen", /不认识/],
    [
      "an unknown field inside",
      { ...order, lines: [{ ...order.lines[0], price_fen: 1 }] },
      "lines.0.price_fen",
      /不认识/,
    ],
    ["an empty name", { ...order, contact: { ...contact, name: " " } }, "contact.name", /不能为空/],
    [
      "a strange phone",
      { ...order, contact: { ...contact, phone: "call me" } },
      "contact.phone",
      /格式不对/,
    ],
    ["a list for a body", [], "", /对象/],
  ];
  for (const [what, body, field, message] of cases) {
    await t.step(what, async () => {
      const response = await door.app.request(
        "/api/shops/demo/orders",
        jsonBody("POST", body, headers),
      );
      const error = await errorOf(response);
      assert.equal(error.status, 400);
      assert.equal(error.code, "INVALID_REQUEST");
      assert.equal(error.details!.field, field);
      assert.match((error.details!.fields as { message: string }[])[0]!.message, message);
    });
  }
  assert.equal(door.calls.length, 0);
});

Deno.test("a query is checked like a body: its numbers are read, unknown names refused", async () => {
  const door = await openDoor();
  const list = (query: string) => door.app.request(`/api/shops/demo/products?${query}`);
  assert.equal((await list("sort=sold&page_size=10")).status, 200);
  assert.deepEqual(door.calls[0]!.args, {
    shop: "demo",
    pages: [{ page: "products", sort: "sold", page_size: 10 }],
  });
  assert.equal((await list("query=lj&min_price_fen=100&in_stock=true")).status, 200);
  assert.deepEqual(door.calls[1]!.args.pages, [{
    page: "products",
    query: "lj",
    min_price_fen: 100,
    in_stock: "true",
    sort: "recommended",
    page_size: 20,
  }]);
  assert.equal((await errorOf(await list("max_price_fen=-1"))).details!.field, "max_price_fen");
  assert.equal((await errorOf(await list("in_stock=no"))).details!.field, "in_stock");
  assert.equal((await errorOf(await list("page_size=many"))).details!.field, "page_size");
  assert.equal((await errorOf(await list("page_size=51"))).details!.field, "page_size");
  assert.equal((await errorOf(await list("sort=cheapest"))).details!.field, "sort");
  assert.equal((await errorOf(await list("colour=red"))).details!.field, "colour");
});

Deno.test("commands that create or move something need an Idempotency-Key", async () => {
  const door = await openDoor();
  const member = await door.member();
  const place = (headers: Record<string, string>) =>
    door.app.request("/api/shops/demo/orders", jsonBody("POST", order, { ...member, ...headers }));
  assert.equal((await errorOf(await place({}))).code, "IDEMPOTENCY_KEY_REQUIRED");
  const short = await errorOf(await place({ "idempotency-key": "short" }));
  assert.equal(short.code, "INVALID_REQUEST");
  assert.equal(short.details!.field, "Idempotency-Key");
  assert.equal(door.calls.length, 0);
});

Deno.test("a body that is not JSON is refused by type, a broken one as invalid", async () => {
  const door = await openDoor();
  const member = await door.member();
  const post = (type: string, body: string) =>
    door.app.request("/api/shops/demo/quotes", {
      method: "POST",
      headers: { ...member, "content-type": type },
      body,
    });
  assert.equal((await errorOf(await post("text/plain", "{}"))).code, "UNSUPPORTED_MEDIA_TYPE");
  assert.equal((await errorOf(await post("application/json", "{"))).code, "INVALID_REQUEST");
});

Deno.test("a body above 256 KB is refused, with and without a Content-Length", async () => {
  const door = await openDoor();
  const member = await door.member();
  const big = JSON.stringify({ lines: "x".repeat(270_000) });
  const post = (headers: Record<string, string>, body: BodyInit) =>
    door.app.request("/api/shops/demo/quotes", {
      method: "POST",
      headers: { ...member, "content-type": "application/json", ...headers },
      body,
    });
  const told = await errorOf(await post({ "content-length": String(big.length) }, big));
  assert.equal(told.code, "PAYLOAD_TOO_LARGE");
  const streamed = await errorOf(await post({}, new Blob([big]).stream()));
  assert.equal(streamed.code, "PAYLOAD_TOO_LARGE");
  assert.equal(streamed.status, 413);
});
