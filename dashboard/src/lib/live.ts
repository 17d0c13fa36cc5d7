import { useEffect, useRef } from "react";
import type { LiveMessage, ShopMessageKind } from "@/contracts/realtime.ts";
import { shop_topic } from "@/contracts/topics.ts";
import { useStaff } from "./session.tsx";
import { supabase } from "./supabase.ts";

type Listener = { message(message: LiveMessage): void; again(): void };

const listeners = new Set<Listener>();
let topic = "";

/** One channel for the whole page, joined at the first listener; supabase-js joins it again after a break. */
function follow(shop_id: string): void {
  if (topic === shop_topic(shop_id)) return;
  topic = shop_topic(shop_id);
  let joined = false;
  supabase()
    .channel(topic, { config: { private: true } })
    .on("broadcast", { event: "*" }, ({ payload }) => {
      for (const { message } of [...listeners]) message(payload as LiveMessage);
    })
    .subscribe((status) => {
      if (status !== "SUBSCRIBED") return;
      if (joined) { for (const { again } of [...listeners]) again(); // messages may have been missed
       }
      joined = true;
    });
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
    follow(shop.id);
    const known = wanted === "all" ? null : new Set(wanted.split(","));
    const listener: Listener = {
      message: (message) => {
        if (!known || known.has(message.kind)) latest.current.onMessage(message);
      },
      again: () => latest.current.again(),
    };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [shop.id, wanted]);
}

const pause_ms = 400;

/** Reads again after messages of these kinds: once for many that come together. */
export function useLiveReread(kinds: readonly string[], reread: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(reread);
  latest.current = reread;
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), pause_ms);
  };
  useLive(kinds, soon, soon);
  useEffect(() => () => clearTimeout(timer.current), []);
}
