import assert from "node:assert/strict";
import { createRateLimit } from "./rate_limit.ts";

Deno.test("take() lets a burst through, then as many as time brings", () => {
  let now = 0;
  const limit = createRateLimit({ burst: 3, per_second: 1, now: () => now });
  assert.deepEqual([1, 2, 3, 4].map(() => limit.take("a")), [0, 0, 0, 1]);
  now += 1000;
  assert.deepEqual([limit.take("a"), limit.take("a")], [0, 1]);
  now += 60_000;
  assert.deepEqual([1, 2, 3, 4].map(() => limit.take("a")), [0, 0, 0, 1]);
});

Deno.test("take() counts each key alone", () => {
  const limit = createRateLimit({ burst: 1, per_second: 0.1, now: () => 0 });
  assert.equal(limit.take("a"), 0);
  assert.equal(limit.take("b"), 0);
  assert.equal(limit.take("a"), 10);
});

Deno.test("take() remembers a bounded number of keys and forgets the longest unused", () => {
  const limit = createRateLimit({ burst: 1, per_second: 0.001, most_keys: 2, now: () => 0 });
  limit.take("a");
  limit.take("b");
  assert.ok(limit.take("a") > 0);
  limit.take("c"); // b goes
  assert.ok(limit.take("a") > 0);
  assert.equal(limit.take("b"), 0);
});

Deno.test("take() names whole seconds after which the call goes on", () => {
  let now = 0;
  const limit = createRateLimit({ burst: 1, per_second: 0.3, now: () => now });
  limit.take("a");
  const wait_s = limit.take("a");
  assert.equal(wait_s, 4);
  now += wait_s * 1000;
  assert.equal(limit.take("a"), 0);
});

Deno.test("take() forgets nobody for a key that it knows already", () => {
  const limit = createRateLimit({ burst: 1, per_second: 0.001, most_keys: 2, now: () => 0 });
  limit.take("a");
  limit.take("b");
  assert.ok(limit.take("b") > 0);
  assert.ok(limit.take("a") > 0);
});
