import assert from "node:assert/strict";
import { type OpenResult, refused } from "@/shared/wechat/open/result.ts";
import type { SubscribeMessage } from "@/shared/wechat/open/types.ts";
import type { Services } from "../services.ts";
import { taskOf } from "../testing/pay_jobs.ts";
import { type MessageBody, sendMessage } from "./message.ts";

const request = {
  touser: "oReader" as string | null,
  template_id: "TEMPLATE-OF-A-PARCEL-0001",
  page: "packages/orders/detail/detail?id=1",
  data: { thing1: { value: "茶" } },
};

/** One try, WeChat answering so: what was sent, and what follows. */
async function sending(answer: OpenResult<null>, touser: string | null = request.touser) {
  const sent: SubscribeMessage[] = [];
  const client = {
    sendSubscribeMessage: (message: SubscribeMessage) =>
      Promise.resolve((sent.push(message), answer)),
  };
  const services = {
    account: () => Promise.resolve({ open: () => client }),
  } as unknown as Services;
  const task = taskOf<MessageBody>({ request: { ...request, touser } });
  return { sent, outcome: await sendMessage(services, task) };
}

Deno.test("C91 a message that is sent, one that nobody agreed to, one that nobody would get are done", async () => {
  const ended = async (answer: OpenResult<null>) => (await sending(answer)).outcome;
  const state = (name: string) => ({ kind: "done", answer: { state: name } });
  const { sent, outcome } = await sending({ kind: "ok", value: null });
  assert.deepEqual([sent, outcome], [[request], state("sent")]);
  assert.deepEqual(await ended(refused(43101, "x")), state("no_consent"));
  assert.deepEqual(await ended(refused(40003, "x")), state("no_receiver"));
  const forgotten = await sending({ kind: "ok", value: null }, null);
  assert.deepEqual([forgotten.sent, forgotten.outcome], [[], state("no_receiver")]);
});

Deno.test("what a person must mend is for a person, the rest is tried again", async () => {
  const kindOf = async (answer: OpenResult<null>) => (await sending(answer)).outcome.kind;
  for (const code of [47003, 40037, 41030, 45168]) {
    assert.equal(await kindOf(refused(code, "x")), "never", String(code));
  }
  for (const code of [-1, 45009, 43107, 43108, 40001, 42001, 40164, 48001]) {
    assert.equal(await kindOf(refused(code, "x")), "again", String(code));
  }
  assert.equal(await kindOf({ kind: "unknown", reason: "timeout" }), "again");
});
