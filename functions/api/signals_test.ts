import assert from "node:assert/strict";
import { signal_headers } from "@/contracts/signals.ts";
import type { Signal } from "./signals.ts";
import { addressBlock } from "./signals.ts";
import { jsonBody, openDoor, proxy_secret } from "./testing/door.ts";

/** The signal with which a click reaches the database, when it is sent with these headers. */
async function signalWith(headers: Record<string, string>): Promise<Signal | undefined> {
  const door = await openDoor(() => ({ counted: true, bound: false, binding: null }));
  door.services.proxy.region_header = "x-region";
  const response = await door.app.request(
    "/api/shops/demo/clicks",
    jsonBody("POST", { share: "abcd2345" }, { ...await door.member(), ...headers }),
  );
  await response.body?.cancel();
  assert.equal(response.status, 201);
  return door.calls[0]!.claims["signal"] as Signal | undefined;
}

const behind_proxy = { "x-mall-proxy-secret": proxy_secret };

Deno.test("a command tells SQL address block and device as fingerprints, and model, region and scene", async () => {
  const one = await signalWith({
    ...behind_proxy,
    "x-forwarded-for": "9.9.9.9, 10.1.2.3",
    "x-region": "Zhejiang",
    [signal_headers.device]: "abcdefghijklmnop12345678",
    [signal_headers.model]: encodeURIComponent("小米 14<Xiaomi>"),
    [signal_headers.scene]: "1007",
  });
  assert.deepEqual([one?.region, one?.model, one?.scene], ["Zhejiang", "小米 14<Xiaomi>", 1007]);
  assert.match(one!.address!, /^t1\./);
  assert.match(one!.device!, /^t1\./);
  assert.ok(!JSON.stringify(one).includes("10.1.2"));
  assert.ok(!JSON.stringify(one).includes("abcdefghijklmnop"));
  const neighbour = await signalWith({ ...behind_proxy, "x-forwarded-for": "10.1.2.77" });
  const stranger = await signalWith({ ...behind_proxy, "x-forwarded-for": "10.1.3.3" });
  assert.equal(neighbour!.address, one!.address);
  assert.notEqual(stranger!.address, one!.address);
});

Deno.test("address and region are believed beside the proxy's proof alone", async () => {
  const claimed = { "x-forwarded-for": "10.1.2.3", "x-region": "Zhejiang" };
  assert.equal(await signalWith(claimed), undefined);
  assert.equal(await signalWith({ ...claimed, "x-mall-proxy-secret": "a guess" }), undefined);
});

Deno.test("a malformed device, model or scene is left out or cut, and the call goes on", async () => {
  const hostile: [Record<string, string>, Signal | undefined][] = [
    [{ [signal_headers.device]: "short" }, undefined],
    [{ [signal_headers.device]: "x".repeat(65) }, undefined],
    [{ [signal_headers.device]: "'; drop table person.signals --" }, undefined],
    [{ [signal_headers.model]: "%E0%A4%A" }, undefined],
    [{ [signal_headers.model]: "%00%0A%E2%80%AE" }, undefined],
    [{ [signal_headers.model]: "a%00b" }, { model: "ab" }],
    [{ [signal_headers.model]: encodeURIComponent("机".repeat(70)) }, { model: "机".repeat(64) }],
    [{ [signal_headers.model]: encodeURIComponent("😀".repeat(70)) }, { model: "😀".repeat(64) }],
    [{ [signal_headers.scene]: "-1" }, undefined],
    [{ [signal_headers.scene]: "99999999999" }, undefined],
    [{ [signal_headers.scene]: "NaN" }, undefined],
    [{ ...behind_proxy, "x-forwarded-for": "unknown", "x-region": "<b>" }, undefined],
    [{ ...behind_proxy, "x-forwarded-for": "1.2.3", "x-region": "x".repeat(41) }, undefined],
  ];
  for (const [headers, signal] of hostile) {
    assert.deepEqual(await signalWith(headers), signal, JSON.stringify(headers));
  }
});

Deno.test("addressBlock() is the /24 of an IPv4 address and the /48 of an IPv6 one", () => {
  const cases: [string, string | undefined][] = [
    ["10.1.2.3", "10.1.2"],
    ["10.1.2.3:4711", "10.1.2"],
    ["::ffff:10.1.2.3", "10.1.2"],
    ["2001:db8:1:2::9", "2001:db8:1"],
    ["[2001:db8:1:2::9]:443", "2001:db8:1"],
    ["unknown", undefined],
    ["", undefined],
    ["1:2", undefined],
  ];
  for (const [address, block] of cases) assert.equal(addressBlock(address), block, address);
});
