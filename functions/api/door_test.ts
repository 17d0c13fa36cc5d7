import assert from "node:assert/strict";
import { contactOf } from "@/shared/seal.ts";
import { ErrorReply } from "@/contracts/errors.ts";
import { jsonBody, openDoor, proxy_secret } from "./testing/door.ts";

const id = "0193a1b2-0000-7000-8000-000000000001";
const contact = {
  name: "张三",
  phone: "13812345678",
  province: "浙江省",
  city: "杭州市",
  detail: "西湖路1号",
};
const order = {
  lines: [{ sku_id: id, quantity: 2 }],
  expected_payable_fen: 1999,
  contact: { ...contact, district: "西湖区" },
  remark: "放门口",
};
const key = { "idempotency-key": "tap-00000001" };

async function errorOf(response: Response) {
  const { error } = ErrorReply.parse(await response.json());
  return { status: response.status, ...error };
}

Deno.test("a request without a token, with a bad one, or with another shop's is refused", async (t) => {
  const door = await openDoor();
  const good = await door.member();
  const [head, claims, signature] = good.authorization.split(".");
  const forged = [head, claims, signature!.split("").reverse().join("")].join(".");
  const cases: [string, Record<string, string>, number, string][] = [
    ["nobody", {}, 401, "SIGN_IN_REQUIRED"],
    ["a tampered token", { authorization: forged }, 401, "TOKEN_INVALID"],
    ["no bearer", { authorization: "Basic YTpi" }, 401, "TOKEN_INVALID"],
    ["a visitor", await door.visitor(), 401, "SIGN_IN_REQUIRED"],
    ["another shop's member", await door.member("other"), 404, "SHOP_NOT_FOUND"],
  ];
  for (const [who, headers, status, code] of cases) {
    await t.step(who, async () => {
      const response = await door.app.request("/api/shops/demo/me", { headers });
      const error = await errorOf(response);
      assert.equal(error.status, status);
      assert.equal(error.code, code);
      assert.equal(error.request_id, response.headers.get("x-request-id"));
    });
  }
  assert.equal(door.calls.length, 0);
  const answered = await door.app.request("/api/shops/demo/me", { headers: good });
  assert.equal(answered.status, 200);
  assert.equal(door.calls[0]!.fn, "get_me");
  assert.equal(door.calls[0]!.claims.kind, "member");
});

Deno.test("a bad token is refused on public routes too, a publishable key is nobody", async () => {
  const door = await openDoor();
  const home = (authorization: string) =>
    door.app.request("/api/shops/demo/home", { headers: { authorization } });
  assert.equal((await errorOf(await home("Bearer x.y.z"))).code, "TOKEN_INVALID");
  assert.equal((await home("Bearer sb_publishable_abc")).status, 200);
});

Deno.test("anonymous catalogue calls go out as nobody, whoever asks", async () => {
  const door = await openDoor();
  await door.app.request("/api/shops/demo/home", { headers: await door.member() });
  assert.deepEqual(door.calls[0], {
    claims: { role: "anon" },
    fn: "read_catalogue",
    args: { shop: "demo", pages: [{ page: "home" }] },
  });
});

Deno.test("staff routes are for staff, a member is forbidden", async () => {
  const door = await openDoor();
  const path = "/api/shops/demo/staff/orders";
  assert.equal((await errorOf(await door.app.request(path))).code, "SIGN_IN_REQUIRED");
  const member = await door.app.request(path, { headers: await door.member() });
  assert.equal((await errorOf(member)).code, "FORBIDDEN");
  assert.equal(door.calls.length, 0);
});

Deno.test("placing an order: the body reaches SQL by name, the contact sealed, the key from its header", async () => {
  const door = await openDoor(() => ({ order_id: id }));
  const headers = { ...await door.member(), ...key };
  for (const _ of [1, 2]) {
    const response = await door.app.request(
      "/api/shops/demo/orders",
      jsonBody("POST", order, headers),
    );
    assert.equal(response.status, 201);
  }
  const [first, second] = door.calls;
  assert.deepEqual(first!.args, second!.args); // repeated, it is the same request
  const { contact: sealed, ...rest } = first!.args as Record<string, Record<string, string>>;
  assert.deepEqual(rest, {
    idempotency_key: "tap-00000001",
    lines: order.lines,
    expected_payable_fen: 1999,
    remark: "放门口",
    from_cart: false,
  });
  assert.doesNotMatch(JSON.stringify(sealed), /张三|138|西湖路/);
  assert.equal(sealed!.province, "浙江省");
  const { shop_id, member_id, role } = first!.claims as Record<string, string>;
  assert.equal(role, "mall_server");
  const opened = await door.services.sealer.open(contactOf(shop_id!, member_id!), sealed!.sealed!);
  assert.deepEqual(JSON.parse(opened), order.contact);
});

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

Deno.test("every reply has a request id and security headers; the caller's own id is kept if harmless", async () => {
  const { app } = await openDoor();
  const asked = await app.request("/api/health", { headers: { "x-request-id": "client-12345" } });
  assert.equal(asked.headers.get("x-request-id"), "client-12345");
  const odd = await app.request("/api/nowhere", { headers: { "x-request-id": "a b\tc{}" } });
  assert.match(odd.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
  for (const response of [asked, odd]) {
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.match(response.headers.get("content-security-policy")!, /default-src 'none'/);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  }
  assert.equal((await errorOf(odd)).code, "ROUTE_NOT_FOUND");
});

Deno.test("every reply says the server's time, refusals too, and a page may read it", async () => {
  const { app } = await openDoor();
  const paths = ["/api/health", "/api/nowhere", "/api/shops/demo/me", "/api/shops/demo/home"];
  for (const path of paths) {
    const before = Date.now();
    const { headers } = await app.request(path);
    const said = headers.get("x-server-time") ?? "";
    assert.match(said, /^\d{13}$/, path);
    assert.ok(before <= Number(said) && Number(said) <= Date.now(), path);
    assert.match(headers.get("access-control-expose-headers")!, /x-server-time/);
  }
});

Deno.test("a browser's preflight is answered before anybody asks for a token", async () => {
  const { app } = await openDoor();
  const response = await app.request("/api/shops/demo/orders", {
    method: "OPTIONS",
    headers: { origin: "https://x", "access-control-request-method": "POST" },
  });
  assert.equal(response.status, 204);
  const allowed = response.headers.get("access-control-allow-headers")!.toLowerCase();
  for (const name of ["authorization", "apikey", "x-client-info", "idempotency-key"]) {
    assert.ok(allowed.includes(name), name);
  }
});

Deno.test("catalogue replies have an ETag and may be cached; a known one is not sent again", async () => {
  let stock = 1;
  const { app } = await openDoor(() => ({ stock }));
  const ask = (known?: string) =>
    app.request("/api/shops/demo/home", known ? { headers: { "if-none-match": known } } : {});
  const first = await ask();
  const etag = first.headers.get("etag")!;
  assert.match(etag, /^W\/".+"$/);
  assert.match(first.headers.get("cache-control")!, /^public, max-age=\d+/);
  assert.deepEqual(await first.json(), { stock: 1 });
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
    const again = await ask(known);
    assert.equal(again.status, 304, known);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal(await again.text(), "");
  }
  stock = 2;
  assert.equal((await ask(etag)).status, 200);
});

Deno.test("replies about somebody are never kept on the way", async () => {
  const door = await openDoor();
  const response = await door.app.request("/api/shops/demo/cart", { headers: await door.member() });
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("etag"), null);
});

Deno.test("anonymous writes are slowed per address and per visitor, not as soon as a member's", async () => {
  const door = await openDoor(() => ({ visitor_id: id, shop_id: id, shop: "demo" }));
  const arrive = (address: string) =>
    door.app.request("/api/shops/demo/visitors", {
      method: "POST",
      headers: {
        "x-forwarded-for": `10.9.9.9, ${address}`,
        "x-mall-proxy-secret": proxy_secret,
      },
    });
  for (let n = 0; n < 5; n++) assert.equal((await arrive("10.0.0.1")).status, 201);
  const slowed = await arrive("10.0.0.1");
  assert.equal(slowed.headers.get("retry-after"), "2");
  assert.equal((await errorOf(slowed)).code, "RATE_LIMITED");
  assert.equal((await arrive("10.0.0.2")).status, 201);

  const click = (headers: Record<string, string>) =>
    door.app.request("/api/shops/demo/clicks", jsonBody("POST", { share: "abcd2345" }, headers));
  const visitor = await door.visitor();
  for (let n = 0; n < 3; n++) assert.equal((await click(visitor)).status, 201);
  assert.equal((await click(visitor)).status, 429);
  const member = await door.member();
  for (let n = 0; n < 9; n++) assert.equal((await click(member)).status, 201);
});

Deno.test("a click of a visitor is recorded by the server for that visitor, a member's as the member", async () => {
  const door = await openDoor();
  const click = (headers: Record<string, string>) =>
    door.app.request(
      "/api/shops/demo/clicks",
      jsonBody("POST", { share: "abcd2345", scene: 1007 }, headers),
    );
  await click(await door.visitor());
  await click(await door.member());
  const [visitor, member] = door.calls;
  assert.equal(visitor!.fn, "record_visitor_click");
  assert.equal(visitor!.claims.role, "mall_server");
  assert.deepEqual(Object.keys(visitor!.args), ["shop", "visitor", "share", "scene"]);
  assert.equal(member!.fn, "record_click");
  assert.deepEqual(member!.args, { share: "abcd2345", scene: 1007 });
});

Deno.test("health answers the version and the database's clock, 503 without the database", async () => {
  const door = await openDoor();
  const well = await door.app.request("/api/health");
  assert.equal(well.status, 200);
  assert.deepEqual(Object.keys(await well.json()), ["status", "version", "database_at"]);
  door.services.db.now = () => Promise.reject(new Error("gone"));
  const ill = await door.app.request("/api/health");
  assert.equal(ill.status, 503);
  assert.equal((await ill.json()).database_at, null);
});
