import assert from "node:assert/strict";
import { endsByDevice } from "./session_end.ts";

function from(path: string, body: unknown, status = 200): Response {
  const response = Response.json(body, { status });
  Object.defineProperty(response, "url", { value: `https://mall.example${path}` });
  return response;
}

Deno.test("a session's length is kept and its end left to the device's clock", async () => {
  const session = { access_token: "a", expires_in: 3600, expires_at: 1_796_000_000 };
  const given = await endsByDevice(from("/auth/v1/token?grant_type=password", session));
  assert.deepEqual(await given.json(), { access_token: "a", expires_in: 3600 });
});

Deno.test("refusals and other replies are passed on as they are", async () => {
  const refusal = from("/auth/v1/token?grant_type=refresh_token", { expires_at: 1 }, 400);
  assert.equal(await endsByDevice(refusal), refusal);
  const other = from("/auth/v1/logout", { expires_at: 1 });
  assert.equal(await endsByDevice(other), other);
});
