import type { Caller } from "./types.ts";

/**
 * WeChat sends what setData gets to another thread as JSON: functions and undefined are lost on the way, and the
 * page looks right only here. So the phone says it.
 */
export function checkSetData(caller: Caller): void {
  if (String(caller.is).includes("miniprogram_npm/")) return;
  const set = caller.setData.bind(caller);
  caller.setData = (changes, done) => {
    for (const [path, value] of Object.entries(changes ?? {})) warnAbout(path, value);
    set(changes, done);
  };
}

const warned = new Set<string>();

function warnAbout(path: string, value: unknown): void {
  const found = lostPart(path, value, 0);
  if (!found || warned.has(found)) return;
  warned.add(found);
  // deno-lint-ignore no-console -- the console is the phone's log
  console.warn(`[setData] a phone would lose ${found}`);
}

function lostPart(path: string, value: unknown, depth: number): string | undefined {
  if (value === undefined) return `${path}: undefined`;
  if (typeof value === "function") return `${path}: a function`;
  if (value === null || typeof value !== "object" || depth > 6) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    // Missing parts of an object are the same as undefined ones, which is how they arrive.
    if (inner === undefined) continue;
    const found = lostPart(`${path}.${key}`, inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}
