import { z } from "zod";
import { Answer } from "@/contracts/recruitment.ts";
import type { Kept } from "@/contracts/server.ts";
import { log } from "@/shared/log.ts";
import type { Sealer } from "@/shared/seal.ts";
import { answersOf } from "@/shared/sealed_answers.ts";

/** The JSON text of an application as SQL answers it, with the sealed answers opened; null when none can be read. */
export async function withAnswers(sealer: Sealer, text: string): Promise<string> {
  const reply = JSON.parse(text) as { answers: Kept | null };
  const { answers: kept } = reply;
  if (kept === null) return text;
  try {
    const opened = await sealer.open(answersOf(kept.shop_id, kept.member_id), kept.sealed);
    return JSON.stringify({ ...reply, answers: z.array(Answer).parse(JSON.parse(opened)) });
  } catch (cause) {
    log("error", "answers_unreadable", { cause });
    return JSON.stringify({ ...reply, answers: null, answers_state: "unreadable" });
  }
}
