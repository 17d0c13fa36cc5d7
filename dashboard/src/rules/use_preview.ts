import { useEffect, useRef, useState } from "react";
import type { BeginRulePreview, RulePreview } from "@/contracts/staff/rule_preview.ts";
import { post } from "../lib/api.ts";
import { type Problem, problemOf } from "../lib/problem.ts";

interface State {
  /** Of which revision of the draft. */
  revision: number | null;
  preview: RulePreview | null;
  problem: Problem | null;
  isRunning: boolean;
}

const none: State = { revision: null, preview: null, problem: null, isRunning: false };

/** A replay of the draft: asked on part by part until all is done, the page is left, or another one begins. */
export function useRulePreview() {
  const [state, setState] = useState(none);
  const run = useRef(0);
  useEffect(() => () => void (run.current += 1), []);

  async function begin(asked: BeginRulePreview) {
    const mine = run.current += 1;
    const isMine = () => mine === run.current;
    const tell = (some: Partial<State>) => {
      if (isMine()) setState((old) => ({ ...old, ...some }));
    };
    setState({ ...none, revision: asked.revision, isRunning: true });
    try {
      let preview = await post<RulePreview>("/staff/rule-sets/draft/previews", asked);
      tell({ preview });
      while (!preview.is_done && isMine()) {
        preview = await post<RulePreview>(`/staff/rule-previews/${preview.id}/continuation`, {});
        tell({ preview });
      }
    } catch (error) {
      tell({ problem: problemOf(error), preview: null });
    }
    tell({ isRunning: false });
  }

  return { ...state, begin };
}

export type Previewing = ReturnType<typeof useRulePreview>;
