import { randomText } from "../ids.ts";
import type { Facts } from "../faults.ts";
import { noticeKey } from "../key_mode.ts";
import type { Merchant } from "../merchants.ts";
import type { Attempt, Notification } from "../state.ts";
import type { World } from "../world.ts";
import { envelope, type Subject } from "./envelope.ts";
import { retryDelay } from "./schedule.ts";
import { signatureHeaders, takeSpoilt } from "./signature.ts";

const answer_within_ms = 5000;
const most_at_once = 64;

/** A notification to be sent. */
export interface Notice extends Subject {
  readonly notify_url: string;
  /** Numbers of the subject, for lists and faults. */
  readonly facts: Record<string, string>;
}

/** Sends notifications, each until it is taken or WeChat's plan is at its end. */
export class Notices {
  readonly #under_way = new Map<string, Promise<void>>();

  constructor(private readonly world: World) {}

  /** Write a notification down; it goes out at the next tick at the latest. */
  emit(merchant: Merchant, notice: Notice): Notification {
    const { world } = this;
    const facts = { ...notice.facts, mchid: merchant.mchid, event_type: notice.event_type };
    const plaintext = this.#tampered(notice.plaintext, facts);
    const now = world.now();
    const { id, body } = envelope(merchant, { ...notice, plaintext }, now);
    const late = world.faults.take("notify_late", facts);
    const lost = world.faults.take("notify_lost", facts);
    const held = world.faults.take("notify_reordered", facts);
    const twice = world.faults.take("notify_duplicate", facts);
    const row: Notification = {
      id,
      mchid: merchant.mchid,
      event_type: notice.event_type,
      original_type: notice.original_type,
      notify_url: notice.notify_url,
      plaintext,
      body,
      facts,
      created_at: now,
      state: lost ? "lost" : held ? "held" : "pending",
      copies: twice?.copies ?? 1,
      in_turn: twice?.in_turn ?? false,
      next_at: now + (late?.seconds ?? (late ? 60 : 0)) * 1000,
      attempts: [],
    };
    world.state.notifications.put(id, row);
    return row;
  }

  /** Start every send that is due. */
  tick(): void {
    const now = this.world.now();
    for (const row of this.world.state.notifications.live()) {
      if (this.#under_way.size >= most_at_once) return;
      const due = row.state === "pending" && row.next_at <= now;
      if (due && !this.#under_way.has(row.id)) this.#start(row);
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

  /** Send again at once, whatever became of it. */
  async resend(row: Notification): Promise<Attempt[]> {
    const before = row.attempts.length;
    await this.#under_way.get(row.id);
    await this.#start(row);
    return row.attempts.slice(before);
  }

  #start(row: Notification): Promise<void> {
    const sending = this.#send(row).finally(() => {
      this.#under_way.delete(row.id);
      if (this.#under_way.size < most_at_once) this.world.kick();
    });
    this.#under_way.set(row.id, sending);
    return sending;
  }

  async #send(row: Notification): Promise<void> {
    const attempts: Attempt[] = [];
    const one = async () => void attempts.push(await this.#post(row));
    if (row.in_turn) { for (let n = 0; n < row.copies; n++) await one(); }
    else await Promise.all(Array.from({ length: row.copies }, one));
    if (this.world.stopping.aborted) return;
    row.copies = 1;
    row.attempts.push(...attempts);
    const taken = attempts.some(({ status }) => status === 200 || status === 204);
    const delay = retryDelay(row.original_type, row.attempts.length);
    if (taken) row.state = "delivered";
    else if (delay === undefined) row.state = "given_up";
    else {
      row.state = "pending";
      row.next_at = this.world.now() + delay * 1000;
    }
    this.world.state.notifications.put(row.id, row);
    this.#release(row);
  }

  async #post(row: Notification): Promise<Attempt> {
    const { world } = this;
    const merchant = world.merchants.byMchid(row.mchid)!;
    const facts: Facts = { ...row.facts, channel: "notification" };
    const spoilt = takeSpoilt(world, facts);
    const at = world.now();
    const key = noticeKey(world, merchant, row.id);
    const headers = noticeHeaders(await signatureHeaders(key, row.body, at, spoilt));
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(answer_within_ms), world.stopping]);
      const request = { method: "POST", headers, body: row.body, signal } as const;
      const answer = await world.deliver(row.notify_url, { ...request, redirect: "manual" });
      await answer.body?.cancel();
      return { at, status: answer.status, signature: spoilt.signature };
    } catch {
      return { at, status: 0, signature: spoilt.signature };
    }
  }

  /** One that was held back goes out after a younger one of the same merchant. */
  #release(sent: Notification): void {
    for (const row of this.world.state.notifications.live()) {
      if (row.state !== "held" || row.mchid !== sent.mchid || row.id === sent.id) continue;
      row.state = "pending";
      row.next_at = this.world.now();
      this.world.state.notifications.put(row.id, row);
    }
  }

  #tampered(plaintext: string, facts: Facts): string {
    const amount = this.world.faults.take("notify_wrong_amount", facts);
    const mchid = this.world.faults.take("notify_wrong_mchid", facts);
    if (!amount && !mchid) return plaintext;
    const resource = JSON.parse(plaintext);
    if (amount) {
      if ("transfer_amount" in resource) resource.transfer_amount += amount.delta_fen;
      else if ("refund" in resource.amount) resource.amount.refund += amount.delta_fen;
      else resource.amount.total += amount.delta_fen;
    }
    if (mchid) resource["mch_id" in resource ? "mch_id" : "mchid"] = "1999999999";
    return JSON.stringify(resource);
  }
}

/** Every header of a notification. */
export function noticeHeaders(signature: Record<string, string>): Record<string, string> {
  return {
    "content-type": "application/json",
    "accept": "*/*",
    "user-agent": "Mozilla/4.0",
    "request-id": randomText(32),
    "wechatpay-signature-type": "WECHATPAY2-SHA256-RSA2048",
    ...signature,
  };
}
