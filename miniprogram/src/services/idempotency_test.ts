import assert from "node:assert/strict";
import { Intention } from "./idempotency";

Deno.test("the same content has the same key until it is done, other content another", () => {
  const placing = new Intention();
  const first = placing.keyFor({ lines: [1] });
  assert.equal(placing.keyFor({ lines: [1] }), first);
  assert.notEqual(placing.keyFor({ lines: [2] }), first);
  const second = placing.keyFor({ lines: [2] });
  placing.finish();
  assert.notEqual(placing.keyFor({ lines: [2] }), second);
  assert.match(second, /^[0-9A-Za-z_-]{8,64}$/);
});

Deno.test("a key that was never answered for does not outlive its wish", () => {
  const placing = new Intention();
  const first = placing.keyFor({ lines: [1] }, 0);
  assert.equal(placing.keyFor({ lines: [1] }, 9 * 60_000), first);
  assert.notEqual(placing.keyFor({ lines: [1] }, 11 * 60_000), first);
});
