import { log } from "@/shared/log.ts";
import { askForCertificates, type CertificateQuestion } from "./asking/certificates.ts";
import { askAboutPayment, type PaymentQuestion } from "./asking/payments.ts";
import { askAboutRefund, type RefundQuestion } from "./asking/refunds.ts";
import { askAboutTransfer, type TransferQuestion } from "./asking/transfers.ts";
import { type BillTask, fetchBill } from "./bills.ts";
import { workOutbox } from "./outbox/worker.ts";
import { type Batch, forEach, inBatches, type Run, startRun } from "./run.ts";
import { reseal } from "./resealing.ts";
import type { Services } from "./services.ts";

/** After this nothing new is begun; with WeChat's own timeouts a run ends within some 20 seconds. */
const run_ms = 8_000;

const questions_at_once = 4;
const questions_per_batch = 20;
const bills_at_once = 3;

/** What each job did: a count, or null where it failed. */
export type Summary = Record<string, number | null>;

type Job = (run: Run) => Promise<number>;

/**
 * Everything that is due, once. Jobs of a group follow one another, groups run at once, so that WeChat being slow
 * in one place does not hold up the rest; a job that fails is logged and stops no other. Several ticks at the same
 * time are harmless: whatever one has claimed, the others skip.
 */
export function createTick(
  services: Services,
  length_ms = run_ms,
): () => Promise<Summary> {
  const groups: Record<string, Job>[] = [
    { outbox: (run) => workOutbox(services, run) },
    {
      expired_orders: (run) => closeExpiredOrders(services, run),
      open_payments: (run) =>
        askAbout<PaymentQuestion>(
          services,
          run,
          "list_open_payments",
          (each) => askAboutPayment(services, each),
        ),
    },
    {
      open_refunds: (run) =>
        askAbout<RefundQuestion>(
          services,
          run,
          "list_open_refunds",
          (each) => askAboutRefund(services, each),
        ),
      open_transfers: (run) =>
        askAbout<TransferQuestion>(
          services,
          run,
          "list_open_transfers",
          (each) => askAboutTransfer(services, each),
        ),
      certificates: (run) =>
        askAbout<CertificateQuestion>(
          services,
          run,
          "claim_certificate_checks",
          (each) => askForCertificates(services, each),
        ),
    },
    {
      after_sales: (run) => inBatches(run, () => sweep(services, "end_after_sales", {}, "ended")),
      received: (run) =>
        inBatches(run, () => sweep(services, "auto_receive", { batch: 100 }, "received")),
      told_expiries: (run) =>
        inBatches(run, () => sweep(services, "tell_expiries", { batch: 200 }, "told")),
      reminded: (run) =>
        inBatches(run, () => sweep(services, "remind_withdrawals", { batch: 100 }, "reminded")),
      bonuses: (run) =>
        inBatches(run, () => sweep(services, "pay_volume_bonuses", { batch: 50 }, "paid")),
      judged: (run) =>
        inBatches(run, () => sweep(services, "judge_events", { batch: 2000 }, "judged")),
      ended_cases: (run) =>
        inBatches(run, () => sweep(services, "end_risk_cases", { batch: 50 }, "ended")),
      settled: (run) =>
        inBatches(run, () => sweep(services, "settle_commissions", { batch: 200 }, "settled")),
      tiers: (run) =>
        inBatches(run, () => sweep(services, "evaluate_tiers", { batch: 100 }, "evaluated")),
    },
    { bills: (run) => fetchBills(services, run) },
    {
      maintained: (run) => inBatches(run, () => maintain(services)),
      forgotten: (run) => inBatches(run, () => sweep(services, "finish_leaving", {}, "forgotten")),
      resealed: (run) => reseal(services, run),
    },
  ];
  return async function tick(): Promise<Summary> {
    const run = startRun(length_ms);
    const summaries = await Promise.all(groups.map((group) => runGroup(group, run)));
    return Object.assign({}, ...summaries);
  };
}

async function runGroup(group: Record<string, Job>, run: Run): Promise<Summary> {
  const summary: Summary = {};
  for (const [name, job] of Object.entries(group)) {
    try {
      summary[name] = await job(run);
    } catch (cause) {
      log("error", "job_failed", { job: name, cause });
      summary[name] = null;
    }
  }
  return summary;
}

/** Orders past their time: closed here, or first asked about and closed at WeChat. */
async function closeExpiredOrders(services: Services, run: Run): Promise<number> {
  return await inBatches(run, async () => {
    const { closed, ask, more, stuck } = await services.call<
      Swept<"closed"> & { ask: PaymentQuestion[] }
    >(
      "claim_expired_orders",
      { batch: questions_per_batch },
    );
    complainOf("claim_expired_orders", stuck);
    const asked = await forEach(
      run,
      ask,
      questions_at_once,
      "expired_order",
      (each) => askAboutPayment(services, each),
    );
    return { done: closed + asked, more };
  });
}

async function askAbout<Question>(
  services: Services,
  run: Run,
  list: string,
  ask: (question: Question) => Promise<unknown>,
): Promise<number> {
  return await inBatches(run, async () => {
    const questions = await services.call<Question[]>(list, { batch: questions_per_batch });
    const done = await forEach(run, questions, questions_at_once, list, ask);
    return { done, more: questions.length >= questions_per_batch };
  });
}

/** Bills that are due, a few at a time: a big one takes a while, and what is claimed waits for it. */
async function fetchBills(services: Services, run: Run): Promise<number> {
  return await inBatches(run, async () => {
    const tasks = await services.call<BillTask[]>("claim_bills", { batch: bills_at_once });
    const done = await forEach(
      run,
      tasks,
      bills_at_once,
      "bill",
      (task) => fetchBill(services, task),
    );
    return { done, more: tasks.length > 0 };
  });
}

/** What a batch in SQL did, and the ids of what raised there: set aside, they stop no other and wait for a person. */
type Swept<Count extends string> = Record<Count, number> & { more: boolean; stuck?: string[] };

async function sweep<Count extends string>(
  services: Services,
  fn: string,
  args: { batch?: number },
  name: Count,
): Promise<Batch> {
  const swept = await services.call<Swept<Count>>(fn, args);
  complainOf(fn, swept.stuck);
  return { done: swept[name], more: swept.more };
}

function complainOf(fn: string, stuck: string[] = []): void {
  if (stuck.length > 0) log("error", "job_rows_stuck", { fn, stuck });
}

/** Upkeep, where SQL says that it is due: once an hour for all processes, and on until nothing old is left. */
async function maintain(services: Services): Promise<Batch> {
  const { ran, more } = await services.call<{ ran: boolean; more: boolean }>("maintain");
  return { done: ran ? 1 : 0, more };
}
