import assert from "node:assert/strict";
import { hasPassword } from "./signed_in_by.ts";

const token = (claims: unknown) => `h.${btoa(JSON.stringify(claims)).replaceAll("=", "")}.s`;

Deno.test("a user who signed in with a password has one; a user who came by a link, or with no token, has to choose one", () => {
  assert.equal(hasPassword(token({ amr: [{ method: "password", timestamp: 1 }] })), true);
  assert.equal(hasPassword(token({ amr: [{ method: "otp", timestamp: 1 }] })), false);
  assert.equal(hasPassword(token({})), false);
  assert.equal(hasPassword("nonsense"), false);
});
