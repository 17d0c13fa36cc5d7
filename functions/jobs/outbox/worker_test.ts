import assert from "node:assert/strict";
import { ApiError } from "@/shared/errors.ts";
import { writeLogTo } from "@/shared/log.ts";
import { createSealer } from "@/shared/seal.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { startRun } from "../run.ts";
import type { Services } from "../services.ts";
import type { Task } from "./task.ts";
import { workOutbox } from "./worker.ts";

setOwnEnv("MALL_PUBLIC_URL", "https://mall.test"); // where WeChat would notify

/** A worker on rows that are handed out once; whoever asks for the shop's account meets `account`. */
async function workOn(rows: Partial<Task>[], account: () => Promise<never>) {
  const waiting = rows.map((row, n): Task => ({
    ...{ shop_id: "s", shop: "demo", id: `row ${n}`, kind: "refund", subject_id: "o", tries: 1 },
    ...{ body: { request: {} }, lease_token: "l", contact: null, card: null },
    ...row,
  }));
  const given_back: Record<string, unknown>[] = [];
  let asked = 0;
  const services: Services = {
    call: <T>(fn: string, args: Record<string, unknown> = {}) => {
      if (fn === "claim_outbox") {
        return Promise.resolve(waiting.splice(0, Number(args.batch)) as T);
      }
      given_back.push({ fn, ...args });
      return Promise.resolve({ result: "applied" } as T);
    },
    account: () => {
      asked++;
      return account();
    },
    sealer: createSealer(() => {
      throw new Error("nothing is sealed");
    }),
    secret: () => "",
  };
  const undo = writeLogTo(() => {});
  await workOutbox(services, startRun(1000));
  undo();
  return { given_back, asked };
}

Deno.test("what a handler throws reaches the work list as our code, or as nothing", async () => {
  const codes = await workOn([{}], () => Promise.reject(new ApiError("CREDENTIAL_MISSING")));
  assert.equal(codes.given_back[0]!.error, "CREDENTIAL_MISSING");
  assert.equal(codes.given_back[0]!.permanent, false);
  const inside = await workOn(
    [{}],
    () => Promise.reject(new Error("connect postgres://mall_jobs:hunter2@10.0.0.3")),
  );
  assert.doesNotMatch(JSON.stringify(inside.given_back), /hunter2|10\.0\.0\.3/);
  assert.equal(inside.given_back[0]!.permanent, false);
});

Deno.test("a row that every worker dies of is given to people, and holds up none behind it", async () => {
  const rows = [{ tries: 13 }, { tries: 12 }, ...Array.from({ length: 8 }, () => ({}))];
  const { given_back, asked } = await workOn(
    rows,
    () => Promise.reject(new ApiError("CREDENTIAL_MISSING")),
  );
  const poisoned = given_back.find(({ id }) => id === "row 0")!;
  assert.equal(poisoned.fn, "retry_outbox");
  assert.equal(poisoned.permanent, true);
  assert.equal(given_back.length, 10);
  assert.equal(asked, 9);
});

Deno.test("a worker has four rows in hand at most: a row waits for its turn where another may take it", async () => {
  const rows = Array.from({ length: 10 }, () => ({}));
  let in_hand = 0;
  let most = 0;
  await workOn(rows, async () => {
    most = Math.max(most, ++in_hand);
    await new Promise((resolve) => setTimeout(resolve));
    in_hand--;
    throw new ApiError("CREDENTIAL_MISSING");
  });
  assert.equal(most, 4);
});
