/** A wire for tests of the live channel, and its listeners. */
import type { LiveMessage } from "@/contracts/realtime.ts";
import { type Hearer, LiveChannel, type Wire } from "../live_channel.ts";
import { type FakeTime, inFakeTime } from "./fake_time.ts";

export const paid: LiveMessage = { kind: "order.paid", id: "1", at: "2026-11-30T04:00:00Z" };

/** A wire that notes what is done with it; the lines joined, the last one the present one. */
export class FakeWire implements Wire {
  readonly did: string[] = [];
  readonly lines: Hearer[] = [];
  renewal: () => Promise<void> = () => Promise.resolve();
  going: () => Promise<void> = () => Promise.resolve();

  join(shop_id: string, hearer: Hearer) {
    const n = this.lines.push(hearer);
    this.did.push(`join ${shop_id}`);
    return {
      leave: () => {
        this.did.push(`leave ${n}`);
        return this.going();
      },
    };
  }

  renew(): Promise<void> {
    this.did.push("renew");
    return this.renewal();
  }

  get last(): Hearer {
    return this.lines.at(-1)!;
  }

  /** What was done since one asked. */
  since(): string[] {
    return this.did.splice(0);
  }
}

export function listener() {
  const heard: string[] = [];
  return {
    heard,
    message: ({ kind }: LiveMessage) => void heard.push(kind),
    again: () => void heard.push("again"),
  };
}

/** A channel that somebody listens to, joined. */
export function joined(
  work: (parts: {
    time: FakeTime;
    wire: FakeWire;
    channel: LiveChannel;
    one: ReturnType<typeof listener>;
    stop: () => void;
  }) => Promise<void>,
): Promise<void> {
  return inFakeTime(0, async (time) => {
    const wire = new FakeWire();
    const channel = new LiveChannel(wire);
    const one = listener();
    const stop = channel.listen("s1", one);
    wire.last.status("SUBSCRIBED");
    one.heard.length = 0;
    wire.since();
    await work({ time, wire, channel, one, stop });
  });
}
