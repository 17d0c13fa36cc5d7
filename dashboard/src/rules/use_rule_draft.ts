import { useEffect, useRef, useState } from "react";
import type { RuleGood } from "@/contracts/staff/rule_goods.ts";
import type { RuleSetForm } from "@/contracts/staff/rules.ts";
import { mallNow } from "../lib/clock.ts";
import { keepTyped, readTyped } from "../lib/kept.ts";
import { withGoods } from "./rows.ts";
import { placeKey } from "./set.ts";

/** A draft as the server has it; without a revision it is what is in force. */
export interface Saved {
  revision: number | null;
  form: RuleSetForm;
}

interface State {
  /** What this draft began from. */
  base: Saved;
  form: RuleSetForm;
  isTyped: boolean;
  /** Places that were added to the matrix. */
  picked: RuleGood[];
  /** When an earlier visit kept this draft; null for a draft of this visit. */
  restored_at: string | null;
}

interface Kept extends Pick<State, "base" | "form" | "picked"> {
  at: string;
}

/** A draft of the rules, kept in the browser under `place` until it is saved. An untouched one follows `saved`. */
export function useRuleDraft(place: string, saved: Saved) {
  const [state, setState] = useState(() => begin(place, saved));
  const latest = useRef(state);

  function set(next: State) {
    latest.current = next;
    setState(next);
    const { base, form, picked } = next;
    const kept: Kept = { base, form, picked, at: new Date(mallNow()).toISOString() };
    keepTyped(place, next.isTyped ? kept : null);
  }

  const seen = JSON.stringify(saved);
  useEffect(() => {
    const { isTyped, base, picked } = latest.current;
    if (!isTyped && JSON.stringify(base) !== seen) set({ ...stateOf(saved), picked });
  }, [seen]);

  return {
    ...state,
    change: (how: Partial<RuleSetForm> | ((now: RuleSetForm) => RuleSetForm)) => {
      const { form } = latest.current;
      const next = typeof how === "function" ? how(form) : { ...form, ...how };
      set({ ...latest.current, form: next, isTyped: true });
    },
    /** Shows these places, whether rules name them or not. */
    pick: (goods: readonly RuleGood[]) =>
      set({ ...latest.current, picked: withGoods(latest.current.picked, goods) }),
    /** A place that no rule names any more needs no line. */
    unpick: (key: string) =>
      set({
        ...latest.current,
        picked: latest.current.picked.filter((good) => placeKey(good) !== key),
      }),
    /** Another form, as a change of `base`. */
    take: (form: RuleSetForm, base = latest.current.base) =>
      set({ ...latest.current, base, form, isTyped: true, restored_at: null }),
    /** The server saved what was sent; later typing is a change of that. */
    sent: (base: Saved, sent: RuleSetForm) => {
      const now = latest.current;
      const isTyped = now.form !== sent;
      const form = isTyped ? now.form : base.form;
      set({ ...now, base, form, isTyped, restored_at: null });
    },
    /** Drops what was typed for what the server has. */
    forget: (now_saved: Saved) => set(stateOf(now_saved)),
  };
}

export type Drafting = ReturnType<typeof useRuleDraft>;

const stateOf = (saved: Saved): State => ({
  ...{ base: saved, form: saved.form, isTyped: false, picked: [], restored_at: null },
});

function begin(place: string, saved: Saved): State {
  const kept = readTyped(place) as Kept | null;
  if (!Array.isArray(kept?.form?.rules) || !Array.isArray(kept.picked)) return stateOf(saved);
  const { base, form, picked, at } = kept;
  return { base, form, picked, isTyped: true, restored_at: at };
}
