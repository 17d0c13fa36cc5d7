import assert from "node:assert/strict";
import { asyncApi, WxFailure } from "./api.ts";

const half = asyncApi("half", ({ of }: { of: number }) => {
  if (of % 2) throw new WxFailure("odd", { errno: 7 });
  return { value: of / 2 };
});

Deno.test("without callbacks a wx function answers a promise", async () => {
  assert.deepEqual(await half({ of: 4 }), { errMsg: "half:ok", value: 2 });
  await assert.rejects(half({ of: 3 })!, { errMsg: "half:fail odd", errno: 7 });
});

Deno.test("with callbacks it answers nothing, and calls them after it has returned", async () => {
  const calls: unknown[] = [];
  const options = {
    of: 3,
    success: () => calls.push("success"),
    fail: ({ errMsg }: { errMsg: string }) => calls.push(errMsg),
    complete: () => calls.push("complete"),
  };
  assert.equal(half(options), undefined);
  assert.deepEqual(calls, []);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(calls, ["half:fail odd", "complete"]);
});
