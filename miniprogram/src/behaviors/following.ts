import type { LiveMessage, MemberMessageKind } from "@/contracts/realtime.ts";
import { onLive } from "../services/live";

/** What a page that follows live messages has. */
interface Follower {
  /** Reads again what is shown. It is asked for at any time, also before anything was read. */
  reread(): unknown;
  /** May show at once what a message says; answers whether the page is to be read again. Without it every one does. */
  hear?(message: LiveMessage): boolean;
}

interface Following {
  in_front: boolean;
  waiting: number;
  stop: () => void;
}

/**
 * Behavior of a page that follows what happens to the member. Messages of these kinds are heard for as long as the
 * page is open. It is read again after a message, when messages may have been missed, and when it comes back to the
 * front; while it lies behind another page nothing is read. `pause_ms` waits for messages that come close together.
 * So questions of one page overlap: what shows their answers asks `questionOf` first.
 */
export function following(kinds: readonly MemberMessageKind[], pause_ms = 0) {
  const pages = new WeakMap<object, Following>();
  return Behavior({
    lifetimes: {
      attached() {
        this.beginFollowing();
      },
      detached() {
        const own = pages.get(this);
        clearTimeout(own?.waiting ?? 0);
        own?.stop();
      },
    },
    pageLifetimes: {
      show() {
        const own = pages.get(this);
        if (!own || own.in_front) return;
        own.in_front = true;
        this.catchUp();
      },
      hide() {
        const own = pages.get(this);
        if (own) own.in_front = false;
      },
    },
    methods: {
      beginFollowing() {
        const page = this as unknown as Follower;
        const own: Following = { in_front: true, waiting: 0, stop: () => {} };
        const catchUp = () => this.catchUp();
        own.stop = onLive(kinds, (message) => {
          if (page.hear && !page.hear(message)) return;
          clearTimeout(own.waiting);
          if (pause_ms > 0) own.waiting = setTimeout(catchUp, pause_ms);
          else catchUp();
        }, catchUp);
        pages.set(this, own);
      },
      catchUp() {
        if (pages.get(this)?.in_front) (this as unknown as Follower).reread();
      },
    },
  });
}
