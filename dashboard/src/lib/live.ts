import { useEffect, useRef, useSyncExternalStore } from "react";
import type { LiveMessage } from "@/contracts/realtime.ts";
import { shop_topic } from "@/contracts/topics.ts";
import { session } from "./auth.ts";
import { LiveChannel, type Wire } from "./live_channel.ts";
import { useStaff } from "./staff.tsx";
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

/** Hears the shop's live messages; `again` is called when some may have been missed. */
export function useLive(
  onMessage: (message: LiveMessage) => void,
  again: () => void = () => {},
): void {
  const { shop } = useStaff();
  const latest = useRef({ onMessage, again });
  latest.current = { onMessage, again };
  useEffect(() =>
    live.listen(shop.id, {
      message: (message) => latest.current.onMessage(message),
      again: () => latest.current.again(),
    }), [shop.id]);
}
