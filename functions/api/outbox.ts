import { inBackground } from "@/shared/background.ts";

/** How long a kick of the jobs function may take, in milliseconds, with room to spare. */
const answer_ms = 30_000;

/**
 * Has the jobs function send the outbox, after the answer and with one request at a time: all calls made meanwhile are
 * served by one more. Without an address nothing happens here, and the tick sends the rows.
 */
export function createOutboxKick(
  address: () => { url: string; secret: string } | null,
): () => void {
  let is_under_way = false;
  let once_more = false;

  async function kick(url: string, secret: string): Promise<void> {
    try {
      do {
        once_more = false;
        const response = await fetch(`${url}/outbox`, {
          method: "POST",
          headers: { authorization: `Bearer ${secret}` },
          redirect: "manual",
          signal: AbortSignal.timeout(answer_ms),
        });
        await response.body?.cancel();
        if (!response.ok) throw new Error(`the jobs function answered ${response.status}`);
      } while (once_more);
    } finally {
      is_under_way = false;
    }
  }

  return () => {
    once_more = true;
    if (is_under_way) return;
    const known = address();
    if (known === null) return;
    is_under_way = true;
    inBackground("outbox_kick", kick(known.url, known.secret));
  };
}
