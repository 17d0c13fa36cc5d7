import assert from "node:assert/strict";
import { refusalOf } from "./refusals.ts";

Deno.test("what Supabase Auth refuses is said in words, and an outage is not blamed on the password", () => {
  assert.equal(refusalOf({ status: 400, code: "invalid_credentials" }), "邮箱或密码不对");
  assert.equal(refusalOf({ status: 400 }), "邮箱或密码不对");
  assert.match(refusalOf({ status: 400, code: "email_not_confirmed" }), /还没有确认/);
  assert.match(refusalOf({ status: 422, code: "weak_password" }), /至少 6 位/);
  assert.match(refusalOf({ status: 429 }), /几分钟/);
  assert.match(refusalOf({ status: 503 }), /稍后/);
  assert.match(refusalOf({}), /网络/);
});
