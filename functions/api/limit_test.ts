import assert from "node:assert/strict";
import { addressKey } from "./limit.ts";
import { descriptionOf } from "./endpoint.ts";
import { jsonBody, openDoor, proxy_secret } from "./testing/door.ts";

const id = crypto.randomUUID();
const openedDoor = () => openDoor(() => ({ visitor_id: id, shop_id: id, shop: "demo" }));
type Door = Awaited<ReturnType<typeof openedDoor>>;

/** The statuses of so many new visitors, each with the headers for its number. */
async function arrivals(door: Door, count: number, headers: (n: number) => HeadersInit) {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) {
    const response = await door.app.request("/api/shops/demo/visitors", {
      method: "POST",
      headers: headers(n),
    });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  return statuses;
}

Deno.test("addressKey() takes ports off, and a whole IPv6 /64 as one", () => {
  const cases: [string, string][] = [
    ["10.0.0.1", "10.0.0.1"],
    ["10.0.0.1:40812", "10.0.0.1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["2001:db8:1:2::1", "2001:db8:1:2"],
    ["2001:0DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2"],
    ["[2001:db8:1:2::9]:443", "2001:db8:1:2"],
    ["2001:db8::5", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["unknown", "unknown"],
  ];
  for (const [address, key] of cases) assert.equal(addressKey(address), key, address);
  assert.notEqual(addressKey("2001:db8:1:2::1"), addressKey("2001:db8:1:3::1"));
});

Deno.test("C110 a caller around the proxy shares one bucket, whatever address it invents", async () => {
  const inventions: ((n: number) => Record<string, string>)[] = [
    () => ({}),
    (n) => ({ "x-forwarded-for": `10.0.0.${n}` }),
    (n) => ({ "x-forwarded-for": `10.0.0.${n}`, "x-mall-proxy-secret": "a guess" }),
    (n) => ({ "x-forwarded-for": `10.0.0.${n}`, "x-mall-proxy-secret": "" }),
    () => ({ "x-mall-proxy-secret": proxy_secret }), // the proxy, forgetting the address
  ];
  for (const headers of inventions) {
    const statuses = await arrivals(await openedDoor(), 6, headers);
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429]);
  }
});

Deno.test("callers behind the proxy have a bucket per address", async () => {
  const door = await openedDoor();
  const from = (address: string) => ({
    "x-forwarded-for": `10.9.9.9, ${address}`,
    "x-mall-proxy-secret": proxy_secret,
  });
  assert.equal((await arrivals(door, 6, () => from("10.0.0.1"))).at(-1), 429);
  assert.deepEqual(await arrivals(door, 1, () => from("10.0.0.2")), [201]);
});

Deno.test("C110 where no secret is set nothing is a proof", async () => {
  const door = await openedDoor();
  door.services.proxy = { secret: undefined, address_header: "x-forwarded-for" };
  const statuses = await arrivals(door, 6, (n) => ({
    "x-forwarded-for": `10.0.0.${n}`,
    "x-mall-proxy-secret": "",
  }));
  assert.equal(statuses.at(-1), 429);
});

Deno.test("a new visitor's token opens no new bucket for an address", async () => {
  const door = await openedDoor();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) {
    const response = await door.app.request(
      "/api/shops/demo/clicks",
      jsonBody("POST", { share: "abcd2345" }, await door.visitor()),
    );
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429]);
});

Deno.test("members are slowed on the routes that write rows without end", async () => {
  const { app } = await openDoor();
  const slowed = app.routes.filter(({ handler }) => descriptionOf(handler)?.limited === "everyone");
  assert.deepEqual(slowed.map(({ method, path }) => `${method} ${path.slice(16)}`), [
    "POST /shares",
    "POST /clicks",
    "PUT /addresses",
    "PUT /me/phone",
    "POST /quotes",
    "POST /orders",
    "POST /distributor/invites",
    "POST /distributor/application",
    "POST /distributor/terms",
    "POST /distributor/materials/:material/share",
    "POST /distributor/materials/:material/uses",
    "PUT /distributor/real-name",
    "GET /personal-links/:token",
    "POST /personal-links/:token/taking",
    "GET /personal-links/:token/code",
  ]);
});

Deno.test("a member has one bucket for all that writes rows, whatever the address", async () => {
  const door = await openDoor();
  const member = await door.member();
  const share = async (headers: Record<string, string>) => {
    const body = { page: "home", channel: "chat" };
    const init = jsonBody("POST", body, { "idempotency-key": "share-0001", ...headers });
    const response = await door.app.request("/api/shops/demo/shares", init);
    await response.body?.cancel();
    return response.status;
  };
  for (let n = 0; n < 30; n++) {
    assert.equal(await share({ ...member, "x-forwarded-for": `10.0.0.${n}` }), 201);
  }
  assert.equal(await share(member), 429);
  assert.equal(await share(await door.member()), 201);
});

Deno.test("being signed in lifts no limit of a route for anyone", async () => {
  const door = await openDoor();
  const member = await door.member();
  const statuses: number[] = [];
  for (let n = 0; n < 5; n++) {
    const response = await door.app.request("/api/shops/demo/visitors", {
      method: "POST",
      headers: member,
    });
    statuses.push(response.status);
    await response.body?.cancel();
  }
  assert.equal(statuses.at(-1), 429);
});
