import assert from "node:assert/strict";
import { waitingWords } from "./words.ts";

const migrations = new URL("../../../supabase/migrations/", import.meta.url);

Deno.test("everything that forgetting may wait for is told in words", async () => {
  const text = await Deno.readTextFile(new URL("20260101001530_leaving.sql", migrations));
  const body = text.split("create function private.under_way")[1]!.split("$$")[1]!;
  const known = new Set([...body.matchAll(/select '(\w+)'/g)].map(([, what]) => what!));
  assert.ok(known.size > 5);
  assert.deepEqual([...known].filter((what) => waitingWords([what]) === "其他事项"), []);
  assert.equal(waitingWords(["order", "balance"]), "未完成的订单、可提现余额");
});
