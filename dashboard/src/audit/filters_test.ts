import assert from "node:assert/strict";
import { askedOf } from "./filters.ts";

const asked = (given: Record<string, string>) => askedOf((name) => given[name]);
const id = "0193a1b2-0000-7000-8000-000000000001";

Deno.test("both days are included, and they are the shop's", () => {
  assert.deepEqual(asked({ from: "2026-11-22", to: "2026-12-31" }), {
    from_at: "2026-11-22T00:00:00+08:00",
    to_at: "2027-01-01T00:00:00+08:00",
  });
});

Deno.test("the actor filter names one of the staff, or everybody of a kind", () => {
  assert.deepEqual(asked({ who: id, what: "set_price" }), { actor: id, command: "set_price" });
  assert.deepEqual(asked({ who: "member", object: id }), { actor_kind: "member", subject: id });
});

Deno.test("what is no day is not asked for", () => {
  assert.deepEqual(asked({ from: "yesterday", to: "2026-13-45" }), {});
});
