import type { SupabaseClient } from "@supabase/supabase-js";
import { LiveMessage } from "@/contracts/realtime.ts";
import { until } from "./town.ts";

/** What came in on one private topic. */
export class Live {
  readonly heard: LiveMessage[] = [];

  private constructor(
    private readonly client: SupabaseClient,
    private readonly done: () => Promise<unknown>,
  ) {}

  /** Subscribes with an unchanged supabase-js. Throws when the topic is not the client's to hear. */
  static async on(
    client: SupabaseClient,
    topic: string,
    config = { private: true },
  ): Promise<Live> {
    await client.realtime.setAuth(); // as Supabase's manual says of private channels
    const channel = client.channel(topic, { config });
    const live = new Live(client, () => client.removeChannel(channel));
    channel.on("broadcast", { event: "*" }, ({ event, payload }) => {
      const message = LiveMessage.parse(payload);
      if (message.kind !== event) throw new Error(`${event} carries a ${message.kind}`);
      live.heard.push(message);
    });
    await new Promise<void>((resolve, reject) => {
      channel.subscribe((status, error) => {
        if (status === "SUBSCRIBED") resolve();
        else reject(error ?? new Error(status));
      });
    });
    return live;
  }

  /** The messages of one kind, when there are so many. */
  async hears(kind: LiveMessage["kind"], count = 1): Promise<LiveMessage[]> {
    const found = () => this.heard.filter((message) => message.kind === kind);
    return await until(`${count} × ${kind}`, () => found().length >= count && found());
  }

  async close(): Promise<void> {
    await this.done();
    await this.client.realtime.disconnect();
  }
}
