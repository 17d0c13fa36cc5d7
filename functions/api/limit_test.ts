import assert from "node:assert/strict";
import { addressKey } from "./limit.ts";
import { openDoor } from "./testing/door.ts";

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
