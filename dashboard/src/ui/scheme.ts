import { useSyncExternalStore } from "react";

const kept_key = "scheme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

function isDark(): boolean {
  const chosen = localStorage.getItem(kept_key);
  return chosen ? chosen === "dark" : system.matches;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
  };
}

/** Light or dark: as the machine has it until somebody chooses. */
export function useScheme() {
  const dark = useSyncExternalStore(subscribe, isDark);
  return {
    isDark: dark,
    toggle() {
      localStorage.setItem(kept_key, dark ? "light" : "dark");
      for (const listener of listeners) listener();
    },
  };
}
