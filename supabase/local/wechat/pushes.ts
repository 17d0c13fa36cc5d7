import { randomText } from "./ids.ts";
import type { Merchant } from "./merchants.ts";
import { pushRequest } from "./push.ts";
import type { Push } from "./state.ts";
import { unixSeconds } from "./time.ts";
import type { World } from "./world.ts";

const answer_within_ms = 5000;
/** WeChat tries three times in all. */
const most_tries = 3;
const retry_after_ms = 5000;

/** Sends the message pushes of apps that have an address for them, each until it is taken or thrice. */
export class Pushes {
  readonly #under_way = new Map<string, Promise<void>>();

  constructor(private readonly world: World) {}

  /** Write an event down; it goes out at the next tick at the latest. Without an address nothing is pushed. */
  emit(app: Merchant, openid: string, event: Record<string, unknown> & { Event: string }): void {
    const { world } = this;
    const at = world.state.push_addresses.get(app.appid);
    if (!at?.url) return;
    const facts = { appid: app.appid, openid, event_type: event.Event };
    const now = world.now();
    const id = randomText(24);
    const message = {
      ToUserName: app.original_id,
      FromUserName: openid,
      CreateTime: unixSeconds(now),
      MsgType: "event",
      ...event,
    };
    const lost = world.faults.take("notify_lost", facts);
    const late = world.faults.take("notify_late", facts);
    const twice = world.faults.take("notify_duplicate", facts);
    world.state.pushes.put(id, {
      id,
      appid: app.appid,
      event: event.Event,
      message,
      state: lost ? "lost" : "pending",
      copies: twice?.copies ?? 1,
      tries: 0,
      next_at: now + (late?.seconds ?? (late ? 60 : 0)) * 1000,
    });
    world.kick();
  }

  /** Start every send that is due. */
  tick(): void {
    for (const row of this.world.state.pushes.live()) {
      if (row.next_at > this.world.now() || this.#under_way.has(row.id)) continue;
      const sending = this.#send(row).finally(() => this.#under_way.delete(row.id));
      this.#under_way.set(row.id, sending);
    }
  }

  /** Until nothing is being sent and nothing is due. */
  async settled(): Promise<void> {
    this.tick();
    while (this.#under_way.size > 0) {
      await Promise.all(this.#under_way.values());
      this.tick();
    }
  }

  /** Until the sends under way have ended; starts none. */
  async ended(): Promise<void> {
    await Promise.all(this.#under_way.values());
  }

  async #send(row: Push): Promise<void> {
    const answers = await Promise.all(Array.from({ length: row.copies }, () => this.#post(row)));
    if (this.world.stopping.aborted) return;
    row.copies = 1;
    row.tries++;
    row.next_at = this.world.now() + retry_after_ms;
    if (answers.includes(true)) row.state = "delivered";
    else if (row.tries >= most_tries) row.state = "given_up";
    this.world.state.pushes.put(row.id, row);
  }

  async #post(row: Push): Promise<boolean> {
    const { world } = this;
    const app = world.merchants.byAppid(row.appid);
    const at = world.state.push_addresses.get(row.appid);
    if (app === undefined || !at?.url) return false;
    const { url, body } = pushRequest(app, at.url, at.mode, row.message, world.now());
    const headers = { "content-type": "application/json", "user-agent": "Mozilla/4.0" };
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(answer_within_ms), world.stopping]);
      const request = { method: "POST", headers, body, signal, redirect: "manual" } as const;
      const answer = await world.deliver(url, request);
      const text = await answer.text();
      return answer.status === 200 && (text === "" || text === "success" || text.startsWith("{"));
    } catch {
      return false;
    }
  }
}
