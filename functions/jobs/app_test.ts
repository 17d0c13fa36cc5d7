import assert from "node:assert/strict";
import { createSealer } from "@/shared/seal.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { createApp } from "./app.ts";
import type { Services } from "./services.ts";

setOwnEnv("MALL_PUBLIC_URL", "https://mall.test"); // where WeChat would notify

const secret = "a-secret-of-the-scheduler";

/** No database: whoever gets past the door is counted. */
function doorOf() {
  let passed = 0;
  const services: Services = {
    call: <T>() => {
      passed++;
      return Promise.resolve([] as T);
    },
    account: () => Promise.reject(new Error("nobody asks")),
    sealer: createSealer(() => {
      throw new Error("nothing is sealed");
    }),
    secret: () => secret,
  };
  const app = createApp(services);
  const post = async (path: string, authorization?: string) => {
    const headers = authorization === undefined ? undefined : { authorization };
    const response = await app.request(path, { method: "POST", ...(headers ? { headers } : {}) });
    await response.body?.cancel();
    return response.status;
  };
  return { post, passed: () => passed };
}

Deno.test("jobs: only a caller with the secret gets in", async () => {
  const { post, passed } = doorOf();
  assert.equal(await post("/jobs/outbox"), 401);
  for (const header of ["", "Bearer", "Bearer x", `Bearer ${secret}x`, `Basic ${secret}`, secret]) {
    assert.equal(await post("/jobs/outbox", header), 401, header);
    assert.equal(await post("/jobs/tick", header), 401, header);
  }
  assert.equal(passed(), 0);
  assert.equal(await post("/jobs/outbox", `Bearer ${secret}`), 200);
  assert.equal(passed(), 1);
  assert.equal(await post("/jobs/nothing", `Bearer ${secret}`), 404);
});
