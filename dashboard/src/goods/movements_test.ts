import assert from "node:assert/strict";
import { movementSaid } from "./movements.ts";

Deno.test("a movement says who and why: a close reason in words, a buyer's reason as the buyer's", () => {
  const staff = { actor_kind: "staff", by: "林小青" } as const;
  const said = [
    movementSaid({ ...staff, cause: "adjust", reason: "盘点" }),
    movementSaid({ ...staff, cause: "return", reason: "买家原因：质量问题" }),
    movementSaid({ actor_kind: "job", by: null, cause: "release", reason: "timeout" }),
    movementSaid({ actor_kind: "member", by: null, cause: "reserve", reason: null }),
  ];
  assert.deepEqual(said.slice(0, 2), ["林小青：盘点", "林小青，买家原因：质量问题"]);
  assert.match(said[2]!, /^系统：(?!timeout)/);
  assert.equal(said[3], "会员");
});
