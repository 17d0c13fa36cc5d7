import type { MemberMessageKind } from "@/contracts/realtime.ts";
import { onLive } from "../../services/live";

interface List {
  data: { state: string };
  refresh(): unknown;
}

/**
 * Behavior of a page with a list: while it is in front it is read again when a message of these kinds
 * comes, when messages may have been missed, and when it comes back to the front.
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
          if (list.data.state !== "loading") void list.refresh();
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
