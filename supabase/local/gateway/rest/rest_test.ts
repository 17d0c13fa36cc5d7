import assert from "node:assert/strict";
import { exportJWK, generateKeyPair } from "jose";
import { createClient } from "@supabase/supabase-js";
import { type Client, rpc, TestGateway, untyped } from "../testing.ts";

const mall = await TestGateway.start();
const anna = await mall.makeUser("anna@example.com");

Deno.test.afterAll(() => mall.stop());

Deno.test("rpc answers scalars, composites, sets and nothing", async (t) => {
  const client = mall.stranger();
  const data = async (fn: string, args = {}, options = {}) => {
    const { data, error } = await rpc(client, fn, args, options);
    assert.equal(error, null);
    return data;
  };
  await t.step("POST", async () => {
    assert.equal(await data("t_scalar", { a: 1 }), 3);
    assert.equal(await data("t_scalar", { a: null }), null);
    assert.equal(await data("t_text", { words: ["a", "b,"] }), "a+b,");
    assert.deepEqual(await data("t_json", { document: { a: [1, null] } }), { a: [1, null] });
    assert.deepEqual(await data("t_composite", { n: 4 }), { left_value: 4, right_value: "对" });
    assert.deepEqual(await data("t_lone_out"), { total: 7 });
    assert.deepEqual(await data("t_set", { up_to: 0 }), []);
    assert.deepEqual(await data("t_table", { up_to: 2 }), [{ n: 1 }, { n: 2 }]);
    const nothing = await rpc(client, "t_void");
    assert.deepEqual([nothing.status, nothing.data, nothing.error], [204, null, null]);
  });
  await t.step("GET and HEAD", async () => {
    assert.equal(await data("t_scalar", { a: 1, b: 5 }, { get: true }), 6);
    assert.equal(await data("t_text", { words: ["a", "b"] }, { get: true }), "a+b");
    const head = await rpc(client, "t_scalar", { a: 1 }, { head: true });
    assert.deepEqual([head.status, head.data], [200, null]);
    const write = await rpc(client, "t_save", { id: 1, note: "by GET" }, { get: true });
    assert.deepEqual([write.status, write.error?.code], [405, "25006"]);
  });
  await t.step("one object", async () => {
    const one = await untyped(client).rpc("t_set", { up_to: 1 }).single();
    assert.deepEqual(one.data, { left_value: 1, right_value: "1" });
    const two = await untyped(client).rpc("t_set", { up_to: 2 }).single();
    assert.deepEqual([two.status, two.error?.code], [406, "PGRST116"]);
    const none = await untyped(client).rpc("t_set", { up_to: 0 }).maybeSingle();
    assert.deepEqual([none.data, none.error], [null, null]);
  });
  await t.step("status and headers set by the function", async () => {
    const response = await fetch(`${mall.url}/rest/v1/rpc/t_answer`, {
      method: "POST",
      headers: { apikey: mall.keys.publishableKey },
    });
    assert.equal(response.status, 201);
    assert.equal(response.headers.get("x-shop"), "demo");
    assert.equal(await response.json(), "made");
  });
});

Deno.test("rpc runs as the caller, with the caller's claims and limits", async (t) => {
  const ask = async (client: Client) => (await rpc(client, "t_who")).data;
  await t.step("anon, authenticated, service_role", async () => {
    const nobody = await ask(mall.stranger());
    assert.deepEqual([nobody.role, nobody.uid, nobody.timeout], ["anon", null, "3s"]);
    assert.deepEqual([nobody.method, nobody.path], ["POST", "/rest/v1/rpc/t_who"]);
    assert.match(nobody.client, /^supabase-js/);
    const { client } = await mall.signedIn("anna@example.com");
    const somebody = await ask(client);
    assert.deepEqual([somebody.role, somebody.uid, somebody.email, somebody.timeout], [
      "authenticated",
      anna,
      "anna@example.com",
      "8s",
    ]);
    assert.equal((await ask(mall.server())).role, "service_role");
  });
  await t.step("a member's token, signed by the members' key", async () => {
    const sub = crypto.randomUUID();
    const client = createClient(mall.url, mall.keys.publishableKey, {
      db: { schema: "api" },
      accessToken: () => mall.memberToken({ sub, role: "authenticated" }),
    });
    assert.equal((await ask(client as never)).uid, sub);
  });
  await t.step("nothing of one call is left for the next", async () => {
    await Promise.all(Array.from({ length: 20 }, () => ask(mall.stranger())));
    const [row] = await mall.db.as("authenticator")`select current_user::text as who,
      coalesce(current_setting('request.jwt.claims', true), '') as claims`;
    assert.deepEqual({ ...row }, { who: "authenticator", claims: "" });
  });
});

Deno.test("rpc refuses with PostgREST's codes", async (t) => {
  const { client } = await mall.signedIn("anna@example.com");
  const refused = async (by: Client, fn: string, args = {}) => {
    const { error, status } = await rpc(by, fn, args);
    return [status, error?.code, error?.message, error?.details];
  };
  await t.step("what a function raises", async () => {
    const stock = { state: "PT409", message: "OUT_OF_STOCK", detail: '{"left":0}' };
    assert.deepEqual(await refused(client, "t_fail", stock), [
      409,
      "PT409",
      "OUT_OF_STOCK",
      '{"left":0}',
    ]);
    const whole = {
      state: "PGRST",
      message: JSON.stringify({ code: "OUT_OF_STOCK", message: "库存不足" }),
      detail: JSON.stringify({ status: 409, headers: { "Retry-After": "1" } }),
    };
    assert.deepEqual(await refused(client, "t_fail", whole), [
      409,
      "OUT_OF_STOCK",
      "库存不足",
      null,
    ]);
    const broken = await refused(client, "t_fail", { state: "PGRST", message: "not json" });
    assert.deepEqual(broken.slice(0, 2), [500, "PGRST121"]);
    const plain = await refused(client, "t_fail", { state: "P0001", message: "no" });
    assert.deepEqual(plain.slice(0, 3), [400, "P0001", "no"]);
  });
  await t.step("what the database refuses", async () => {
    assert.equal((await rpc(client, "t_save", { id: 1, note: "first" })).status, 204);
    const again = await refused(client, "t_save", { id: 1, note: "other" });
    assert.deepEqual(again.slice(0, 2), [409, "23505"]);
    const empty = await refused(client, "t_save", { id: 2, note: null });
    assert.deepEqual(empty.slice(0, 2), [400, "23502"]);
    const type = await refused(client, "t_scalar", { a: "x" });
    assert.deepEqual(type.slice(0, 2), [400, "22P02"]);
    assert.deepEqual((await refused(client, "t_stable_write")).slice(0, 2), [405, "25006"]);
    assert.equal((await rpc(client, "t_staff_only")).data, "staff");
    assert.deepEqual((await refused(mall.stranger(), "t_staff_only")).slice(0, 2), [401, "42501"]);
    const key = await refused(mall.server(), "t_staff_only");
    assert.deepEqual(key.slice(0, 2), [403, "42501"]);
    const slow = await refused(mall.stranger(), "t_sleep", { seconds: 5 });
    assert.deepEqual(slow.slice(0, 2), [500, "57014"]);
  });
  await t.step("what there is not", async () => {
    assert.deepEqual((await refused(client, "t_nothing")).slice(0, 2), [404, "PGRST202"]);
    const unknown = await refused(client, "t_scalar", { a: 1, c: 2 });
    assert.deepEqual(unknown.slice(0, 2), [404, "PGRST202"]);
    assert.equal(
      unknown[2],
      "Could not find the function api.t_scalar(a, c) in the schema cache",
    );
    assert.deepEqual((await refused(client, "t_scalar")).slice(0, 2), [404, "PGRST202"]);
    assert.deepEqual((await refused(client, "t_twice", { a: 1 })).slice(0, 2), [300, "PGRST203"]);
    const profile = await untyped(client).schema("private").rpc("now");
    assert.deepEqual([profile.status, profile.error?.code], [406, "PGRST106"]);
    const table = await untyped(client).from("orders").select();
    assert.deepEqual([table.status, table.error?.code], [404, "PGRST205"]);
  });
  await t.step("a function made or replaced later is found", async () => {
    assert.equal((await refused(client, "t_late", { a: 1 }))[1], "PGRST202");
    const make = (argument: string, answer: number) =>
      mall.db.sql.unsafe(`drop function if exists api.t_late;
        create function api.t_late(${argument}) returns int language sql as 'select ${answer}';
        grant execute on function api.t_late to authenticated`);
    await make("a int", 1);
    assert.equal((await rpc(client, "t_late", { a: 1 })).data, 1);
    await make("a text", 2);
    assert.equal((await rpc(client, "t_late", { a: "1" })).data, 2);
    await make("b int", 3);
    assert.equal((await rpc(client, "t_late", { b: 1 })).data, 3);
  });
});

Deno.test("rest admits only right keys and tokens", async () => {
  const call = async (headers: Record<string, string>, init: RequestInit = {}) => {
    const response = await fetch(`${mall.url}/rest/v1/rpc/t_scalar`, {
      method: "POST",
      body: '{"a":1}',
      ...init,
      headers: { "content-type": "application/json", ...headers },
    });
    const body = await response.json();
    return [response.status, body.code ?? body.message ?? body];
  };
  const apikey = mall.keys.publishableKey;
  const bearer = (token: string) => ({ apikey, authorization: `Bearer ${token}` });
  assert.deepEqual(await call({}), [401, "No API key found in request"]);
  assert.deepEqual(await call({ apikey: "sb_publishable_x" }), [401, "Invalid API key"]);
  assert.deepEqual(await call(bearer(apikey)), [200, 3]);
  assert.deepEqual(await call({ apikey: mall.keys.secretKey, "user-agent": "Mozilla/5.0" }), [
    401,
    "Forbidden use of secret API key in browser",
  ]);
  const good = await mall.memberToken({ sub: anna, role: "authenticated" });
  assert.deepEqual(await call(bearer(good)), [200, 3]);
  assert.deepEqual(await call(bearer("no.token.atall")), [401, "PGRST301"]);
  assert.deepEqual(await call(bearer(good.slice(0, -6) + "AAAAAA")), [401, "PGRST301"]);
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const forged = await mall.memberToken({ role: "authenticated" }, 60, await exportJWK(privateKey));
  assert.deepEqual(await call(bearer(forged)), [401, "PGRST301"]);
  const late = await mall.memberToken({ role: "authenticated" }, -60);
  assert.deepEqual(await call(bearer(late)), [401, "PGRST301"]);
  const root = await mall.memberToken({ role: "supabase_admin" });
  assert.deepEqual(await call(bearer(root)), [401, "PGRST301"]);
  assert.deepEqual(await call({ apikey }, { body: "[1]" }), [400, "PGRST102"]);
  assert.deepEqual(await call({ apikey }, { body: `"${"x".repeat(1 << 20)}"` }), [413, "PGRST102"]);
  assert.deepEqual(await call({ apikey }, { method: "PATCH" }), [405, "PGRST101"]);
});
