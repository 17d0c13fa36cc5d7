import { useSyncExternalStore } from "react";
import type { Shop } from "@/contracts/catalog.ts";
import { config } from "./config.ts";

/** How the shop presents itself: nothing of it is in the package. */
export type Face = Pick<Shop, "name" | "logo_url" | "brand_color">;

const unknown: Face = { name: "", logo_url: null, brand_color: null };
const listeners = new Set<() => void>();
let shown: Face | undefined;

const keyOf = () => `face:${config().shop}`;

function face(): Face {
  return shown ??= kept() ?? unknown;
}

/** As it was last time, so that a page begins in the shop's colours. */
function kept(): Face | undefined {
  try {
    return JSON.parse(localStorage.getItem(keyOf()) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFace(): Face {
  return useSyncExternalStore(subscribe, face);
}

/** From now on the shop looks like this. */
export function setFace({ name, logo_url, brand_color }: Face): void {
  const next = JSON.stringify({ name, logo_url, brand_color });
  if (next === JSON.stringify(face())) return;
  shown = JSON.parse(next);
  localStorage.setItem(keyOf(), next);
  for (const listener of listeners) listener();
}

/** Asks for what everybody may know of the shop: before anybody has signed in. */
export async function askFace(): Promise<void> {
  const { supabase_url, shop } = config();
  try {
    const reply = await fetch(`${supabase_url}/functions/v1/api/shops/${shop}/home`);
    if (reply.ok) setFace((await reply.json()).shop);
  } catch {
    // It looks as it did last time, and signing in will say that there is no network.
  }
}
