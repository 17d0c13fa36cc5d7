import type { RealtimeChannel } from "@supabase/supabase-js";
import { useEffect, useRef } from "react";
import type { LiveMessage, ShopMessageKind } from "@/contracts/realtime.ts";
import { shop_topic } from "@/contracts/topics.ts";
import { useStaff } from "./session.tsx";
import { supabase } from "./supabase.ts";

interface Listener {
  message(message: LiveMessage): void;
  again(): void;
}

const listeners = new Set<Listener>();
const leave_after_ms = 1000;
const pause_ms = 400;

let channel: RealtimeChannel | undefined;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** One channel for all listeners of the page; supabase-js joins it again after a break. */
function listen(shop_id: string, listener: Listener): () => void {
  listeners.add(listener);
  clearTimeout(leaving);
  channel ??= join(shop_id);
  return () => {
    listeners.delete(listener);
    // Not at once: from one page to the next there is a moment without listeners.
    if (listeners.size === 0) leaving = setTimeout(leave, leave_after_ms);
  };
}

function join(shop_id: string): RealtimeChannel {
  return supabase()
    .channel(shop_topic(shop_id), { config: { private: true } })
    .on("broadcast", { event: "*" }, ({ payload }) => {
      for (const listener of [...listeners]) listener.message(payload as LiveMessage);
    })
    .subscribe((status) => {
      // What happened since the last read, before joining or while away, was not heard.
      if (status === "SUBSCRIBED") [...listeners].forEach((listener) => listener.again());
    });
}

/** After signing out nobody listens, and whoever signs in next joins with a token of his own. */
function leave(): void {
  if (channel) void supabase().removeChannel(channel);
  channel = undefined;
}

/** Hears the shop's live messages of these kinds; `again` is called when some may have been missed. */
export function useLive(
  kinds: readonly ShopMessageKind[] | readonly string[] | "all",
  onMessage: (message: LiveMessage) => void,
  again: () => void = () => {},
): void {
  const { shop } = useStaff();
  const latest = useRef({ onMessage, again });
  latest.current = { onMessage, again };
  const wanted = kinds === "all" ? "all" : kinds.join();
  useEffect(() => {
    const known = wanted === "all" ? null : new Set(wanted.split(","));
    return listen(shop.id, {
      message: (message) => {
        if (!known || known.has(message.kind)) latest.current.onMessage(message);
      },
      again: () => latest.current.again(),
    });
  }, [shop.id, wanted]);
}

/** Reads again after messages of these kinds: once for many that come together. */
export function useLiveReread(kinds: readonly string[], reread: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(reread);
  latest.current = reread;
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, pause_ms);
  };
  useLive(kinds, soon, soon);
  useEffect(() => () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, []);
}
