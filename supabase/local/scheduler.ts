import { z } from "zod";
import { type FetchHandler, json } from "./gateway/http.ts";
import { say } from "./say.ts";

export interface SchedulerOptions {
  /** Base of the gateway. */
  url: string;
  jobsSecret: string;
  /** Pause between two ticks. */
  tick_ms?: number;
}

/** Does what pg_cron and pg_net do on hosted Supabase: asks `jobs` for a tick every second, one at a time. */
export class Scheduler {
  readonly #abort = new AbortController();
  #ticking: Promise<void> | undefined;
  #tick: Promise<void> = Promise.resolve();
  #held = false;

  constructor(private readonly options: SchedulerOptions) {}

  start(): void {
    const { signal } = this.#abort;
    this.#ticking = repeat(this.options.tick_ms ?? 1000, signal, async () => {
      if (!this.#held) await (this.#tick = tick(this.options, signal));
    });
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#ticking;
  }

  /** `POST {"running": false}` holds it after the tick under way, so that jobs can be tried by hand; `true` goes on. */
  readonly control: FetchHandler = async (request) => {
    const wish = Wish.safeParse(await request.json().catch(() => null));
    if (!wish.success) return json({ error: 'expected {"running": true or false}' }, 400);
    this.#held = !wish.data.running;
    if (this.#held) await this.#tick.catch(() => {});
    return json(wish.data);
  };
}

const Wish = z.strictObject({ running: z.boolean() });

async function tick({ url, jobsSecret }: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${url}/functions/v1/jobs/tick`, {
    method: "POST",
    headers: { authorization: `Bearer ${jobsSecret}` },
    signal,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`jobs/tick answered ${response.status}: ${answer}`);
}

/** Runs `work` again and again; says a failure once, until it goes well again. */
async function repeat(
  pause_ms: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  let said = "";
  while (!signal.aborted) {
    try {
      await work();
      said = "";
    } catch (error) {
      if (!signal.aborted && String(error) !== said) say(`scheduler: ${said = String(error)}`);
    }
    await pause(pause_ms, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
