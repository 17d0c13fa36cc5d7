import type { MemberMessageKind } from "@/contracts/realtime.ts";
import { onLive } from "../../services/live";

interface List {
  data: { state: string; items: unknown[] };
  refresh(): unknown;
}

/** As many as the API gives at once. */
const page_size = 20;

/**
 * Behavior of a page with a list: while it is in front it is read again when a message of these kinds
 * comes, when messages may have been missed, and when it comes back to the front. Who has gone on to
 * further pages is not sent back to the first one: he pulls down when he wants to.
 */
export function liveList(kinds: readonly MemberMessageKind[]) {
  const stops = new WeakMap<object, () => void>();
  return Behavior({
    pageLifetimes: {
      show() {
        this.listen();
      },
      hide() {
        this.stopListening();
      },
    },
    lifetimes: {
      detached() {
        this.stopListening();
      },
    },
    methods: {
      listen() {
        const list = this as unknown as List;
        const refresh = () => {
          const { state, items } = list.data;
          if (state !== "loading" && items.length <= page_size) void list.refresh();
        };
        this.stopListening();
        stops.set(this, onLive(kinds, refresh, refresh));
        refresh();
      },
      stopListening() {
        stops.get(this)?.();
        stops.delete(this);
      },
    },
  });
}
