import { useEffect, useRef, useState } from "react";
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

type Change = Partial<Pick<State, "title" | "rows">>;

/** What is being put together: kept at its place with every change until it is saved. Untouched, it follows `saved`. */
export function usePageDraft(place: string, saved: Saved) {
  const [state, setState] = useState(() => begin(place, saved));
  /** A picture that was stored meanwhile changes what stands here now, not what stood here when it was chosen. */
  const latest = useRef(state);

  function set(next: State) {
    latest.current = next;
    setState(next);
    const kept: Kept = { ...savedOf(next), at: now() };
    keepTyped(place, next.isTyped ? kept : null);
  }

  const { version, title, blocks } = saved;
  const seen = JSON.stringify({ version, title, blocks });
  useEffect(() => {
    const now = latest.current;
    if (!now.isTyped && JSON.stringify(savedOf(now)) !== seen) set(stateOf(saved));
  }, [seen]);

  return {
    ...state,
    change: (how: Change | ((now: State) => Change)) => {
      const now = latest.current;
      set({ ...now, ...typeof how === "function" ? how(now) : how, isTyped: true });
    },
    /** Goes on from something else, on top of a version. */
    take: ({ version, title, blocks }: Saved) =>
      set({ ...stateOf({ version, title, blocks }), isTyped: true }),
    /** What is typed counts as a change of this version. */
    rebase: (version: number) => set({ ...latest.current, version }),
    /** What was sent is this version now; what was typed since is a change of it. */
    sent: (version: number, { title, rows }: Pick<State, "title" | "rows">) => {
      const now = latest.current;
      const isTyped = now.title !== title || now.rows !== rows;
      set({ ...now, version, isTyped, restored_at: null });
    },
    /** It stands as it was saved. */
    forget: (now_saved: Saved) => set(stateOf(now_saved)),
  };
}

const now = () => new Date(mallNow()).toISOString();

const savedOf = ({ version, title, rows }: State): Saved => ({
  version,
  title,
  blocks: rows.map(({ block }) => block),
});

function stateOf({ version, title, blocks }: Saved): State {
  return { version, title, rows: blocks.map(rowOf), isTyped: false, restored_at: null };
}

function begin(place: string, saved: Saved): State {
  const kept = readTyped(place) as Kept | null;
  if (!Array.isArray(kept?.blocks)) return stateOf(saved);
  return { ...stateOf(kept), isTyped: true, restored_at: kept.at };
}
