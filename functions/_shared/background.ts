import { log } from "./log.ts";

interface Hosted {
  EdgeRuntime?: { waitUntil(work: Promise<unknown>): void };
}

/** Let work go on after the answer: a hosted function is kept alive for it. Its failure is logged. */
export function inBackground(what: string, work: Promise<unknown>): void {
  const quiet = work.catch((cause) => log("warn", "background_failed", { what, cause }));
  (globalThis as Hosted).EdgeRuntime?.waitUntil(quiet);
}
