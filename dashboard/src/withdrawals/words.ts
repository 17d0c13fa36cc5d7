import type { WithdrawalStatus } from "@/contracts/withdrawals.ts";
import { withdrawal_words as words } from "@/contracts/words.ts";
import type { Tone } from "../ui/tone.ts";

export const withdrawal_words: Record<WithdrawalStatus, { text: string; tone: Tone }> = {
  requested: { text: words.requested, tone: "warn" },
  held: { text: words.held, tone: "warn" },
  approved: { text: words.approved, tone: "info" },
  submitted: { text: words.submitted, tone: "info" },
  processing: { text: words.processing, tone: "info" },
  wait_user_confirm: { text: words.wait_user_confirm, tone: "info" },
  paid: { text: words.paid, tone: "quiet" },
  rejected: { text: words.rejected, tone: "quiet" },
  failed: { text: words.failed, tone: "bad" },
  cancelled: { text: words.cancelled, tone: "quiet" },
};
