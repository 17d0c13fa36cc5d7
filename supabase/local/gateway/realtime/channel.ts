import type { Caller } from "../keys.ts";
import type { Version } from "./frames.ts";
import type { Subscriber } from "./hub.ts";

/** What a channel needs of the connection it lives on. */
export interface ChannelOwner {
  version: Version;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(channel: Channel, reason: string): void;
  disconnect(): void;
}

/** One joined private topic of one connection. */
export class Channel implements Subscriber {
  /** Whether the policies let the caller send; unknown until the first try. */
  mayWrite: boolean | undefined;

  constructor(
    private readonly owner: ChannelOwner,
    /** Without `realtime:`. */
    readonly topic: string,
    readonly joinRef: string | null,
    /** Whether broadcasts are acknowledged, and whether they go back to their sender too. */
    readonly config: { ack: boolean; self: boolean },
    public caller: Caller,
  ) {}

  get version(): Version {
    return this.owner.version;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.owner.send(data);
  }

  expire(nowSeconds: number): void {
    const { exp } = this.caller.claims;
    if (exp !== undefined && exp <= nowSeconds) this.owner.close(this, "Token has expired");
  }

  disconnect(): void {
    this.owner.disconnect();
  }
}
