import assert from "node:assert/strict";
import { ErrorReply } from "@/contracts/errors.ts";
import { writeLogTo } from "@/shared/log.ts";
import { jsonBody, openDoor } from "./testing/door.ts";

const id = "0193a1b2-c3d4-7000-8000-00000000000a";

async function errorOf(response: Response) {
  return ErrorReply.parse(await response.json()).error;
}

Deno.test("a text that Postgres cannot keep is refused with its field named", async () => {
  const door = await openDoor();
  const member = await door.member();
  const rename = async (nickname: string) =>
    await errorOf(
      await door.app.request("/api/shops/demo/me", {
        ...jsonBody("PUT", {}, member),
        body: `{"nickname":"${nickname}"}`,
      }),
    );
  for (const nickname of ["a\\u0000b", "a\\ud83db", "\\udc00"]) {
    const error = await rename(nickname);
    assert.equal(error.code, "INVALID_REQUEST", nickname);
    assert.equal(error.details!.field, "nickname");
  }
  const search = await door.app.request("/api/shops/demo/products?query=a%00");
  assert.equal((await errorOf(search)).details!.field, "query");
  assert.equal(door.calls.length, 0);
});

Deno.test("a version beyond what SQL counts to is refused with its field named", async () => {
  const door = await openDoor();
  door.services.tokens.verify = () => Promise.resolve({ role: "authenticated", sub: id });
  const staff = { authorization: "Bearer staff", "idempotency-key": "tap-00000001" };
  const page = `/api/shops/demo/staff/pages/${id}`;
  const read = await door.app.request(`${page}/versions/2147483648`, { headers: staff });
  const publication = { version: 2_147_483_648, at: null, reason: "发布" };
  const body = jsonBody("POST", publication, staff);
  const published = await door.app.request(`${page}/publication`, body);
  const fields = [await errorOf(read), await errorOf(published)].map((e) => e.details!.field);
  assert.deepEqual(fields, ["number", "version"]);
  assert.equal(door.calls.length, 0);
});

Deno.test("what cannot be a shop's code is no shop, and nobody is asked for it", async () => {
  const door = await openDoor();
  for (const shop of ["a%00b", "%zz", "Demo", "x".repeat(40), "..%2f..%2fdemo"]) {
    const response = await door.app.request(`/api/shops/${shop}/home`);
    assert.equal((await errorOf(response)).code, "SHOP_NOT_FOUND", shop);
  }
  assert.equal(door.calls.length, 0);
});

Deno.test("a body is JSON by its whole media type, and UTF-8", async () => {
  const door = await openDoor();
  const member = await door.member();
  const rename = (type: string, body: BodyInit) =>
    door.app.request("/api/shops/demo/me", {
      method: "PUT",
      headers: { ...member, "content-type": type },
      body,
    });
  for (
    const type of ["application/json-patch+json", "application/jsonx", "text/application/json"]
  ) {
    assert.equal((await errorOf(await rename(type, "{}"))).code, "UNSUPPORTED_MEDIA_TYPE", type);
  }
  for (const type of ["application/json", "Application/JSON ; charset=utf-8"]) {
    assert.equal((await rename(type, `{"nickname":"青"}`)).status, 200, type);
  }
  const broken = new Uint8Array([...new TextEncoder().encode(`{"nickname":"`), 0xff, 0x22, 0x7d]);
  const refused = await errorOf(await rename("application/json", broken));
  assert.equal(refused.code, "INVALID_REQUEST");
});

Deno.test("a parameter of the query that comes twice is refused", async () => {
  const door = await openDoor();
  const response = await door.app.request("/api/shops/demo/products?page_size=2&page_size=3");
  assert.equal((await errorOf(response)).details!.field, "page_size");
  assert.equal(door.calls.length, 0);
});

Deno.test("a SKU is the same however its id is written", async () => {
  const door = await openDoor();
  const member = await door.member();
  const quote = (ids: string[]) =>
    door.app.request(
      "/api/shops/demo/quotes",
      jsonBody("POST", { lines: ids.map((sku_id) => ({ sku_id, quantity: 1 })) }, member),
    );
  const twice = await errorOf(await quote([id, id.toUpperCase()]));
  assert.equal(twice.details!.field, "lines");
  assert.equal((await quote([id.toUpperCase()])).status, 200);
  assert.deepEqual(door.calls[0]!.args, {
    lines: [{ sku_id: id, quantity: 1 }],
    destination: null,
  });
});

Deno.test("a chunked body that is too large is a refusal and no alarm", async () => {
  const door = await openDoor();
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  const response = await door.app.request("/api/shops/demo/me", {
    method: "PUT",
    headers: { ...await door.member(), "content-type": "application/json" },
    body: new Blob(["x".repeat(270_000)]).stream(),
  });
  undo();
  assert.equal((await errorOf(response)).code, "PAYLOAD_TOO_LARGE");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.deepEqual(lines, []);
});
