import { useEffect, useRef, useState } from "react";
import type { Block } from "@/contracts/pages.ts";
import { mallNow } from "../lib/clock.ts";
import { keepTyped, readTyped } from "../lib/kept.ts";
import { type Row, rowOf } from "./blocks.ts";

/** The content of a saved page with its version; a new topic has no version. */
export interface Saved {
  version: number | null;
  title: string;
  blocks: Block[];
}

interface Kept {
  title: string;
  blocks: Block[];
  base: Saved;
  at: string;
}

interface State {
  /** The saved page that this draft began from. */
  base: Saved;
  title: string;
  rows: Row[];
  isTyped: boolean;
  /** When an earlier visit kept this draft; null for a draft of this visit. */
  restored_at: string | null;
}

type Change = Partial<Pick<State, "title" | "rows">>;

/** A draft of a page, kept in the browser under `place` until it is saved. An untouched draft follows `saved`. */
export function usePageDraft(place: string, saved: Saved) {
  const [state, setState] = useState(() => begin(place, saved));
  /** A picture that finishes uploading changes the present draft, not the one at the moment of choosing. */
  const latest = useRef(state);

  function set(next: State) {
    latest.current = next;
    setState(next);
    const { title, rows, base } = next;
    const kept: Kept = { title, blocks: blocksOf(rows), base, at: now() };
    keepTyped(place, next.isTyped ? kept : null);
  }

  const seen = JSON.stringify(contentOf(saved));
  useEffect(() => {
    const { isTyped, base } = latest.current;
    if (!isTyped && JSON.stringify(contentOf(base)) !== seen) set(stateOf(saved));
  }, [seen]);

  return {
    ...state,
    change: (how: Change | ((now: State) => Change)) => {
      const now = latest.current;
      set({ ...now, ...typeof how === "function" ? how(now) : how, isTyped: true });
    },
    /** Replaces the draft by other content, as a change of `base`. */
    take: ({ title, blocks }: Pick<Saved, "title" | "blocks">, base = latest.current.base) =>
      set({ ...stateOf({ ...base, title, blocks }), base: contentOf(base), isTyped: true }),
    /** The server saved what was sent; later typing is a change of that. */
    sent: (base: Saved, { title, rows }: Pick<State, "title" | "rows">) => {
      const now = latest.current;
      const isTyped = now.title !== title || now.rows !== rows;
      set({ ...now, base: contentOf(base), isTyped, restored_at: null });
    },
    /** Drops the draft for the saved page. */
    forget: (now_saved: Saved) => set(stateOf(now_saved)),
  };
}

const now = () => new Date(mallNow()).toISOString();

const blocksOf = (rows: Row[]) => rows.map(({ block }) => block);

/** Only these fields of a page. */
const contentOf = ({ version, title, blocks }: Saved): Saved => ({ version, title, blocks });

const stateOf = (saved: Saved): State => ({
  base: contentOf(saved),
  title: saved.title,
  rows: saved.blocks.map(rowOf),
  isTyped: false,
  restored_at: null,
});

function begin(place: string, saved: Saved): State {
  const kept = readTyped(place) as Kept | null;
  if (!Array.isArray(kept?.blocks) || !kept.base) return stateOf(saved);
  const { title, blocks, base, at } = kept;
  return { ...stateOf({ ...base, title, blocks }), base, isTyped: true, restored_at: at };
}
