import { useEffect, useState } from "react";
import type { Block } from "@/contracts/pages.ts";
import { mallNow } from "../lib/clock.ts";
import { keepTyped, readTyped } from "../lib/kept.ts";
import { type Row, rowOf } from "./blocks.ts";

/** A page as it is saved: on top of a version; a new topic has none. */
export interface Saved {
  version: number | null;
  title: string;
  blocks: Block[];
}

interface Kept extends Saved {
  at: string;
}

interface State {
  version: number | null;
  title: string;
  rows: Row[];
  isTyped: boolean;
  /** When what stands here was kept, in an earlier visit. */
  restored_at: string | null;
}

/** What is being put together: kept at its place with every change until it is saved. Untouched, it follows `saved`. */
export function usePageDraft(place: string, saved: Saved) {
  const [state, setState] = useState(() => begin(place, saved));

  function set(next: State) {
    setState(next);
    const { version, title, rows, isTyped } = next;
    const kept: Kept = { version, title, blocks: rows.map(({ block }) => block), at: now() };
    keepTyped(place, isTyped ? kept : null);
  }

  const seen = JSON.stringify(saved);
  useEffect(() => {
    if (!state.isTyped) setState(stateOf(saved));
  }, [seen]);

  return {
    ...state,
    change: (some: Partial<Pick<State, "title" | "rows">>) =>
      set({ ...state, ...some, isTyped: true }),
    /** Goes on from something else, on top of a version. */
    take: ({ version, title, blocks }: Saved) =>
      set({ ...stateOf({ version, title, blocks }), isTyped: true }),
    /** What is typed counts as a change of this version. */
    rebase: (version: number) => set({ ...state, version }),
    /** It stands as it was saved. */
    forget: (now_saved: Saved) => set(stateOf(now_saved)),
  };
}

const now = () => new Date(mallNow()).toISOString();

function stateOf({ version, title, blocks }: Saved): State {
  return { version, title, rows: blocks.map(rowOf), isTyped: false, restored_at: null };
}

function begin(place: string, saved: Saved): State {
  const kept = readTyped(place) as Kept | null;
  if (!Array.isArray(kept?.blocks)) return stateOf(saved);
  return { ...stateOf(kept), isTyped: true, restored_at: kept.at };
}
