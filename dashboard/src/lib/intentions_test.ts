import assert from "node:assert/strict";
import { answered, keyOf, once } from "./intentions.ts";
import { Problem } from "./problem.ts";
import { inFakeTime } from "./testing/fake_time.ts";

const minute = 60_000;
const lost = () => new Problem("OFFLINE", "网络不通");
const refusal = () => new Problem("OUT_OF_STOCK", "库存不足", { status: 409 });

/** A server that answers so, one after the other; the keys it was given. */
function server(...answers: (string | Problem)[]) {
  const keys: string[] = [];
  const send = (key: string) => {
    keys.push(key);
    const answer = answers.shift()!;
    return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { keys, send };
}

Deno.test("a command keeps its key until it is answered, or too old to be the same", () => {
  const first = keyOf("/stock {10}", 0);
  assert.match(first, /^[0-9A-Za-z_-]{8,64}$/);
  assert.equal(keyOf("/stock {10}", 10 * minute - 1), first);
  assert.notEqual(keyOf("/stock {20}", minute), first);
  assert.notEqual(keyOf("/stock {10}", 10 * minute), first);
  const last = keyOf("/stock {10}", 11 * minute);
  answered("/stock {10}");
  assert.notEqual(keyOf("/stock {10}", 11 * minute), last);
});

Deno.test("a lost answer is asked for again with the same key, and is the first one's", async () => {
  const { keys, send } = server(lost(), "shipped");
  assert.equal(await once("ship", send), "shipped");
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

Deno.test("a request without an answer keeps its key for the next try", async () => {
  const first = server(lost(), new Problem("INTERNAL", "出错了", { status: 500 }));
  await assert.rejects(once("refund", first.send), { code: "INTERNAL" });
  const second = server("refunded");
  assert.equal(await once("refund", second.send), "refunded");
  assert.equal(second.keys[0], first.keys[0]);
});

Deno.test("after success and after a refusal the same command is a new one", async () => {
  const done = server("yes", "yes");
  await once("close", done.send);
  await once("close", done.send);
  assert.notEqual(done.keys[0], done.keys[1]);
  const refused = server(refusal(), refusal());
  await assert.rejects(once("take", refused.send), { code: "OUT_OF_STOCK" });
  await assert.rejects(once("take", refused.send), { code: "OUT_OF_STOCK" });
  assert.equal(refused.keys.length, 2); // a refusal is not repeated by itself
  assert.notEqual(refused.keys[0], refused.keys[1]);
});

Deno.test("a refusal that comes after a lost answer drops the key too", async () => {
  const first = server(lost(), refusal());
  await assert.rejects(once("pay", first.send), { code: "OUT_OF_STOCK" });
  const second = server("paid");
  await once("pay", second.send);
  assert.notEqual(second.keys[0], first.keys[0]);
});

Deno.test("refused at the door the command keeps its key: an earlier try may have been done", async () => {
  for (const status of [401, 403, 408, 429]) {
    const command = `refund ${status}`;
    const first = server(lost(), new Problem("AT_THE_DOOR", "请先登录", { status }));
    await assert.rejects(once(command, first.send), { code: "AT_THE_DOOR" });
    const second = server("refunded");
    await once(command, second.send);
    assert.equal(second.keys[0], first.keys[0], command);
  }
});

Deno.test("a key that is ten minutes old is not used again", () =>
  inFakeTime(0, async (time) => {
    const first = server(lost(), lost());
    await assert.rejects(once("adjust", first.send));
    await time.pass(10 * minute);
    const second = server("adjusted");
    await once("adjust", second.send);
    assert.notEqual(second.keys[0], first.keys[0]);
  }));
