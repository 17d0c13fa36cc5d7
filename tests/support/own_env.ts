import type { EnvName } from "@/shared/env.ts";

const own = new Map<string, string | undefined>();
const readProcess = Deno.env.get.bind(Deno.env);
Deno.env.get = (name) => own.has(name) ? own.get(name) : readProcess(name);

/**
 * Sets a setting, or removes it, for the module that the test runs in. Such modules run side by side as threads of one
 * process, and the process has one environment: what a test sets there, a test of another thread would read.
 */
export function setOwnEnv(name: EnvName, value: string | undefined): void {
  own.set(name, value);
}
