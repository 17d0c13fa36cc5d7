import { useEffect, useRef, useState } from "react";
import { mallNow } from "../lib/clock.ts";
import type { Draft } from "./draft.ts";
import { keep, readKept } from "./kept.ts";

interface State {
  draft: Draft;
  /** What it was typed on top of; null: nothing is typed yet, and it follows what is read. */
  base: Draft | null;
  /** When what stands here was kept, in an earlier visit. */
  restored_at: string | null;
}

/** What is being typed: kept at its place with every change, until it is forgotten. Untouched, it follows `start`. */
export function useDraft(place: string, start: Draft) {
  const [state, setState] = useState(() => begin(place, start));
  const latest = useRef(state);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  function set(next: State) {
    latest.current = next;
    setState(next);
    const { draft, base } = next;
    keep(place, base && { draft, base, at: new Date(mallNow()).toISOString() });
  }

  const seen = JSON.stringify(start);
  useEffect(() => {
    const { base } = latest.current;
    if (base === null) set({ draft: start, base: null, restored_at: null });
  }, [seen]);

  return {
    ...state,
    change(some: Partial<Draft>) {
      if (!isOpen.current) return; // an upload that ends after its editor was left
      const { draft, base, restored_at } = latest.current;
      set({ draft: { ...draft, ...some }, base: base ?? draft, restored_at });
    },
    /** Another draft, typed on top of `base`; null: as it was read, nothing typed. */
    replace(draft: Draft, base: Draft | null) {
      set({ draft, base, restored_at: null });
    },
    /** It was saved, as this version: from now on it follows what is read again. */
    forget(version: number) {
      const { draft } = latest.current;
      set({ draft: { ...draft, version }, base: null, restored_at: null });
    },
  };
}

function begin(place: string, start: Draft): State {
  const kept = readKept(place);
  return kept?.base
    ? { draft: kept.draft, base: kept.base, restored_at: kept.at }
    : { draft: start, base: null, restored_at: null };
}
