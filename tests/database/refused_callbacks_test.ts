import assert from "node:assert/strict";
import { openDatabase } from "@/shared/db.ts";
import { signedHeaders, wechat_pay_id } from "@/shared/wechat/test_support.ts";
import { testDatabase } from "../support/database.ts";
import { Mall } from "../support/mall.ts";
import { Callbacks } from "../support/wechat_callbacks.ts";
import { noticesOf, openCallbacks } from "@/tests/support/payment_callbacks.ts";

Deno.test("WeChat hears of success only after the commit: without a database it has to come again", async () => {
  const db = await testDatabase();
  const mall = await Mall.open(db);
  const callbacks = await Callbacks.open(
    mall,
    openDatabase("postgresql://mall_wechat:postgres@127.0.0.1:1/x"),
  );
  const { status, text, lines } = await callbacks.post("notify/payment", "{}");
  assert.equal(status, 503);
  assert.equal(JSON.parse(text).code, "FAIL");
  assert.equal(lines.length, 1);
  assert.equal(lines[0]!.level, "error");
  await callbacks.close();
  await db.drop();
});

Deno.test("callbacks refuse oversized bodies, an unknown shop, and an unknown address", async () => {
  const { callbacks, mall, close } = await openCallbacks();
  const large = "x".repeat(64 * 1024 + 1);
  assert.equal((await callbacks.post("notify/payment", large)).status, 413);
  assert.equal((await callbacks.post("notify/nothing", "{}")).status, 404);
  assert.equal((await callbacks.post("../../shops/nowhere/notify/payment", "{}")).status, 404);
  assert.equal((await noticesOf(mall)).length, 0);
  await close();
});

Deno.test("evidence of a flood is bounded in size", async () => {
  const { callbacks, mall, close } = await openCallbacks();
  const body = `{"x":"${"长".repeat(20_000)}"}`;
  await callbacks.post("notify/payment", body, signedHeaders(body, undefined, wechat_pay_id));
  const [notice] = await noticesOf(mall);
  assert.equal(notice!.reason, "malformed");
  assert.ok(JSON.stringify(notice!.body).length < 10_000);
  await close();
});
