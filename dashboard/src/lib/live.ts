import { useEffect, useRef, useSyncExternalStore } from "react";
import type { LiveMessage, ShopMessageKind } from "@/contracts/realtime.ts";
import { shop_topic } from "@/contracts/topics.ts";
import { session } from "./auth.ts";
import { LiveChannel, type Wire } from "./live_channel.ts";
import { useStaff } from "./session.tsx";
import { Soon } from "./soon.ts";
import { supabase } from "./supabase.ts";

const wire: Wire = {
  join(shop_id, hearer) {
    const channel = supabase()
      .channel(shop_topic(shop_id), { config: { private: true } })
      .on("broadcast", { event: "*" }, ({ payload }) => hearer.message(payload as LiveMessage))
      .subscribe((status, error) => hearer.status(status, error?.message));
    return { leave: () => supabase().removeChannel(channel) };
  },
  async renew() {
    const refused = await session.token();
    if (refused && await session.renew(refused) === undefined) await session.end();
    await supabase().realtime.setAuth();
  },
};

export const live = new LiveChannel(wire);

const watch = (watcher: () => void) => live.watch(watcher);

/** Whether what happens is not heard at the moment. */
export function useIsCut(): boolean {
  return useSyncExternalStore(watch, () => live.isCut);
}

/** Hears the shop's live messages of these kinds; `again` is called when some may have been missed. */
export function useLive(
  kinds: readonly ShopMessageKind[] | "all",
  onMessage: (message: LiveMessage) => void,
  again: () => void = () => {},
): void {
  const { shop } = useStaff();
  const latest = useRef({ onMessage, again });
  latest.current = { onMessage, again };
  const wanted = kinds === "all" ? "all" : kinds.join();
  useEffect(() => {
    const known = wanted === "all" ? null : new Set(wanted.split(","));
    return live.listen(shop.id, {
      message: (message) => {
        if (!known || known.has(message.kind)) latest.current.onMessage(message);
      },
      again: () => latest.current.again(),
    });
  }, [shop.id, wanted]);
}

/** Reads again after messages of these kinds: once for many that come together. */
export function useLiveReread(kinds: readonly ShopMessageKind[], reread: () => void): void {
  const latest = useRef(reread);
  latest.current = reread;
  const soon = useRef<Soon>(undefined);
  soon.current ??= new Soon(() => latest.current());
  useLive(kinds, () => soon.current!.ask(), () => soon.current!.ask());
  useEffect(() => () => soon.current!.forget(), []);
}
