import type { Answers } from "@/contracts/recruitment.ts";
import type { SealedAnswers } from "@/contracts/server.ts";
import type { SealedFor, Sealer } from "./seal.ts";

/** What a member answered when applying to promote. */
export function answersOf(shop_id: string, member_id: string): SealedFor {
  return { shop_id, kind: "answers", owner: member_id };
}

/** Answers as SQL takes them: sealed, and beside it what SQL checks against the questions. */
export async function sealAnswers(
  sealer: Sealer,
  { shop_id, member_id }: { shop_id: string; member_id: string },
  { version, items }: Answers,
): Promise<SealedAnswers> {
  return {
    version,
    sealed: await sealer.seal(answersOf(shop_id, member_id), JSON.stringify(items)),
    given: items.map((answer) =>
      "text" in answer ? { question: answer.question, length: [...answer.text].length } : answer
    ),
  };
}
