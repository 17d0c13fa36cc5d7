import assert from "node:assert/strict";
import { contactOf } from "@/shared/seal.ts";
import { jsonBody, openDoor, proxy_secret } from "./testing/door.ts";
import { errorOf, id, key, order } from "./testing/requests.ts";

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
  assert.doesNotMatch(JSON.stringify(sealed), /张三|12345678|西湖路/);
  assert.equal(sealed!.province, "浙江省");
  const { shop_id, member_id, role } = first!.claims as Record<string, string>;
  assert.equal(role, "mall_server");
  const opened = await door.services.sealer.open(contactOf(shop_id!, member_id!), sealed!.sealed!);
  assert.deepEqual(JSON.parse(opened), order.contact);
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
