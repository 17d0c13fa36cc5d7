import type { PayClient } from "@/shared/wechat/pay/client.ts";
import type { PayResult } from "@/shared/wechat/pay/result.ts";
import type { Services } from "../services.ts";
import type { Task } from "../outbox/task.ts";

/** The merchant of the shop on which `payJobs` stand. */
export const mchid = "1900000001";

/** What WeChat Pay answers to each call; any other call fails the test. */
export type PayAnswers = Partial<Record<keyof PayClient, PayResult<unknown>>>;

/** Jobs with a WeChat Pay that answers so, and SQL that takes what it is told unless `sql` has another answer. */
export function payJobs(wechat: PayAnswers, sql: Record<string, unknown> = {}) {
  const asked: string[] = [];
  const told: ({ fn: string } & Record<string, unknown>)[] = [];
  const pay = Object.fromEntries(
    Object.entries(wechat).map(([method, answer]) => [
      method,
      () => Promise.resolve((asked.push(method), answer)),
    ]),
  );
  const services = {
    call: (fn: string, args: Record<string, unknown> = {}) => {
      told.push({ fn, ...args });
      return Promise.resolve(sql[fn] ?? { result: "applied", reason: null });
    },
    account: () => Promise.resolve({ config: { mchid }, pay: () => pay }),
  } as unknown as Services;
  return { services, asked, told };
}

/** A row of the outbox in a worker's hands. */
export function taskOf<Body>(body: Body, tries = 1): Task<Body> {
  const ids = { shop_id: "s", shop: "demo", id: "row", subject_id: "x", lease_token: "l" };
  return { ...ids, kind: "", body, tries, contact: null, card: null };
}
