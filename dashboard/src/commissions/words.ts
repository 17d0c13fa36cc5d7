import type { CommissionStatus } from "@/contracts/distributors.ts";
import { commission_words as words } from "@/contracts/words.ts";
import type { Tone } from "../ui/tone.ts";

export const commission_words: Record<CommissionStatus, { text: string; tone: Tone }> = {
  pending: { text: words.pending, tone: "info" },
  held: { text: words.held, tone: "warn" },
  settled: { text: words.settled, tone: "brand" },
  void: { text: words.void, tone: "quiet" },
};
