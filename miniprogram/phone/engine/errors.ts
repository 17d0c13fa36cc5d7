import * as engine from "glass-easel";

type Listener = (error: unknown) => void;
const listeners = new Set<Listener>();

/** Everything that went wrong in the program, for journeys. */
export const errors: string[] = [];

/** Says what went wrong in the program where developers and journeys see it. */
export function report(error: unknown): void {
  const text = String((error as Error)?.stack ?? (error as { errMsg?: string })?.errMsg ?? error);
  errors.push(text);
  // deno-lint-ignore no-console -- the console is the phone's log
  console.error("[program]", text);
  for (const listener of listeners) listener(text);
}

/** App.onError and wx.onError. */
export function onProgramError(listener: Listener): void {
  listeners.add(listener);
}

/** Errors that the engine catches, and promises that nobody waits for. */
export function watchErrors(): void {
  engine.addGlobalErrorListener((error) => {
    report(error);
    return false;
  });
}
