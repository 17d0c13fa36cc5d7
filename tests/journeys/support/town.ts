import assert from "node:assert/strict";
import postgres from "postgres";
import { type TestStack, testStack } from "@/tests/support/stack.ts";
import { patience_ms } from "@/tests/support/waiting.ts";
import { Wechat } from "./wechat.ts";

const minute_ms = 60_000;

/** A length of the mall's time. */
export interface Span {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** The started mall with everything around it that a journey needs. */
export class Town {
  readonly wechat: Wechat;
  /** As supabase_admin, for looking. */
  readonly sql: postgres.Sql;
  /** How many shops this town has opened. */
  shops = 0;
  #now_ms = Date.now();
  #at_ms = performance.now();

  private constructor(readonly stack: TestStack) {
    this.wechat = new Wechat(stack.wechat_url);
    this.sql = postgres(stack.database_url, { max: 4, onnotice: () => {} });
  }

  static async open(): Promise<Town> {
    const town = new Town(await testStack());
    town.#set(await town.#clock());
    return town;
  }

  /** The mall's time, in milliseconds. */
  now(): number {
    return this.#now_ms + performance.now() - this.#at_ms;
  }

  /** Lets time pass for everybody. */
  async later({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): Promise<void> {
    const all_minutes = (days * 24 + hours) * 60 + minutes;
    this.#set(await this.#clock({ advance_seconds: all_minutes * 60 + seconds }));
  }

  /** What the scheduler does every second, now. */
  async tick(): Promise<void> {
    const response = await fetch(`${this.stack.url}/functions/v1/jobs/tick`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.stack.jobs_secret}` },
    });
    assert.equal(response.status, 200, await response.text());
  }

  /** The scheduler stops after the tick under way, or goes on. */
  async schedule(running: boolean): Promise<void> {
    const response = await fetch(`${this.stack.url}/_control/scheduler`, {
      method: "POST",
      body: JSON.stringify({ running }),
    });
    assert.equal(response.status, 200, await response.text());
  }

  /** The invariants of the books; every journey ends with this. */
  async checkBooks(): Promise<void> {
    assert.deepEqual([...await this.sql`select * from private.ledger_violations()`], []);
  }

  /** The lines that the functions have logged about a request. */
  async logged(request_id: string): Promise<Record<string, unknown>[]> {
    const text = await Deno.readTextFile(this.stack.log_file);
    return text.split("\n").filter((line) => line.includes(request_id))
      .map((line) => JSON.parse(line));
  }

  /** The last complaints of the functions, for whoever reads why a journey failed. */
  async complaints(): Promise<string> {
    const text = await Deno.readTextFile(this.stack.log_file);
    return text.split("\n").filter((line) => /"level":"(warn|error)"/.test(line)).slice(-8).join(
      "\n",
    );
  }

  async #clock(move?: { advance_seconds: number }): Promise<string> {
    const response = await fetch(`${this.stack.url}/_control/clock`, {
      method: move ? "POST" : "GET",
      ...(move ? { body: JSON.stringify(move) } : {}),
    });
    assert.equal(response.status, 200);
    return (await response.json()).now;
  }

  #set(iso: string): void {
    this.#now_ms = Date.parse(iso);
    this.#at_ms = performance.now();
  }
}

/** A token that is got when it is first needed, and anew before its hour is over. */
export function renewed(town: Town, get: () => Promise<string>): () => Promise<string> {
  let token: string | undefined;
  let got_at = 0;
  return async () => {
    if (token === undefined || town.now() - got_at > 50 * minute_ms) {
      got_at = town.now();
      token = await get();
    }
    return token;
  };
}

/** Waits until `look` gives something that is neither false nor undefined. */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | undefined> | T | false | undefined,
): Promise<T> {
  const deadline = performance.now() + patience_ms;
  while (true) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await pause(30);
  }
}

/** Waits until `read` answers `wanted`; fails with the difference. */
export async function becomes<T>(wanted: T, read: () => Promise<T>): Promise<void> {
  const deadline = performance.now() + patience_ms;
  while (true) {
    const seen = await read();
    try {
      return assert.deepEqual(seen, wanted);
    } catch (difference) {
      if (performance.now() > deadline) throw difference;
    }
    await pause(30);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
