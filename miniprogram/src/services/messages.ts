import type {
  ConsentAnswer,
  MessageMoment,
  MessageOffer,
  MessageOffers,
  RecordMessageAnswers,
} from "@/contracts/messages.ts";
import { newId } from "../utils/id";
import { get, post } from "./request";

/** So many the phone asks for at once: older versions of WeChat take no more. */
const most_at_once = 3;
/** An agreement more is asked for while no more than these are left. */
const enough: Record<MessageMoment, number> = {
  paid: 4,
  promoting: 0,
  withdrawing: 0,
  applying: 0,
};

/** Whoever said no is not asked again while the program runs. */
const refused = new Set<string>();
let known: Promise<MessageOffer[]> | undefined;
let asking = false;

/** Learn what the shop tells, ahead of the tap: WeChat lets a program ask only at once. */
export function learnOffers(): void {
  known = get<MessageOffers>("/messages").then(({ items }) => items ?? [], () => []);
}

/**
 * Ask whether the shop may tell what this moment leads to, by WeChat's own sheet, in the tap or right after paying.
 * Nothing depends on the answer; it never throws.
 */
export async function askToTell(moment: MessageMoment): Promise<void> {
  if (asking || !known || !wx.requestSubscribeMessage) return;
  asking = true;
  try {
    const offers = (await known).filter((offer) => isWanted(offer, moment));
    if (offers.length > 0) await ask(offers.slice(0, most_at_once));
  } catch {
    // another time
  } finally {
    asking = false;
  }
}

const isWanted = ({ moments, left, template_id }: MessageOffer, moment: MessageMoment) =>
  moments.includes(moment) && left <= enough[moment] && !refused.has(template_id);

async function ask(offers: MessageOffer[]): Promise<void> {
  const tmplIds = offers.map(({ template_id }) => template_id);
  let said: Record<string, string>;
  try {
    said = await wx.requestSubscribeMessage({ tmplIds }) as unknown as Record<string, string>;
  } catch {
    for (const id of tmplIds) refused.add(id); // its main switch is off, or it cannot ask here
    return;
  }
  const answers: RecordMessageAnswers["answers"] = [];
  for (const offer of offers) {
    const answer = said[offer.template_id] as ConsentAnswer | undefined;
    if (!answer) continue;
    if (answer === "accept") offer.left += 1;
    else refused.add(offer.template_id);
    answers.push({ template_id: offer.template_id, answer });
  }
  if (answers.length === 0) return;
  const body: RecordMessageAnswers = { answers };
  await post("/messages/answers", body, { idempotencyKey: newId() });
}
