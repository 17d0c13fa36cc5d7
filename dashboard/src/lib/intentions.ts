import { Problem } from "./problem.ts";

/** How long a command whose answer was lost may be repeated as the same one. */
const kept_ms = 10 * 60_000;

const unanswered = new Map<string, { key: string; at: number }>();

/**
 * The key of a command, named by its path and body. It outlives the form that sent it: whoever closes the form after a
 * lost answer and sends the same again repeats the command and does not add one.
 */
export function keyOf(command: string, now = Date.now()): string {
  const kept = unanswered.get(command);
  if (kept && now - kept.at < kept_ms) return kept.key;
  const key = crypto.randomUUID();
  unanswered.set(command, { key, at: now });
  return key;
}

/** It was answered: the next one, even if it is the same, is new. */
export function answered(command: string): void {
  unanswered.delete(command);
}

/**
 * Sends a command with its key. An answer that was lost is asked for once more with the same key, and is then the first
 * one's; a key is kept until the command has been answered, be it yes or no.
 */
export async function once<T>(command: string, send: (key: string) => Promise<T>): Promise<T> {
  const key = keyOf(command);
  try {
    const reply = await send(key).catch((error) => {
      if (isLost(error)) return send(key);
      throw error;
    });
    answered(command);
    return reply;
  } catch (error) {
    if (isAnswer(error)) answered(command);
    throw error;
  }
}

/** Statuses answered before the command is looked at: signed out, not allowed, too slow, too many. */
const unread = new Set([401, 403, 408, 429]);

/** Whether the command itself was refused. An unread command says nothing about an earlier try of it. */
function isAnswer(error: unknown): boolean {
  return error instanceof Problem && error.isFinal && !unread.has(error.status);
}

/** Whether it was done is not known. */
function isLost(error: unknown): boolean {
  return error instanceof Problem && !error.isFinal;
}
