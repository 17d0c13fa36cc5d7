import { useSyncExternalStore } from "react";
import { onNewDay, today } from "./clock.ts";

/** The shop's day, another one as soon as midnight has passed there. What is about today has it in its key. */
export function useDay(): string {
  return useSyncExternalStore(onNewDay, today);
}
