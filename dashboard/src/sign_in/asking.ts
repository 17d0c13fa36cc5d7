import { useState } from "react";
import { refusalOf } from "./refusals.ts";

interface Answer {
  error: { status?: number | undefined; code?: string | undefined } | null;
}

/** One question to Supabase Auth at a time, and why it was refused. */
export function useAsking() {
  const [refusal, setRefusal] = useState("");
  const [isBusy, setBusy] = useState(false);
  /** The answer, or undefined where it was refused. */
  async function ask<A extends Answer>(question: () => Promise<A>): Promise<A | undefined> {
    setBusy(true);
    setRefusal("");
    const answer = await question();
    setBusy(false);
    if (!answer.error) return answer;
    setRefusal(refusalOf(answer.error));
    return undefined;
  }
  return { ask, refusal, setRefusal, isBusy };
}
