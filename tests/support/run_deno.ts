import { PROJECT } from "@/local/paths.ts";
import type { Outcome } from "./suites.ts";

/** Runs `deno …` in the project, its output shown; true when it ended well. */
export async function succeeds(args: string[], signal: AbortSignal): Promise<boolean> {
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: PROJECT, signal })
    .spawn().status;
  return success;
}

/**
 * Runs `deno test`, its output shown, and reads how many tests passed from its last line. `packages` are those of
 * the project, or of a folder with a deno.json of its own.
 */
export async function denoTest(
  args: string[],
  signal: AbortSignal,
  packages = "--lock=deno.lock",
): Promise<Outcome> {
  const { success, end } = await shown(
    ["test", "-A", "--quiet", "--no-check", packages, ...args],
    signal,
  );
  const summaries = [...end.matchAll(/(\d+) passed.*? \| (\d+) failed/g)];
  const [, passed, failed] = summaries.at(-1) ?? [];
  const outcome = { passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
  if (!success && outcome.failed === 0) outcome.failed = 1; // a file that did not even load
  return outcome;
}

/** Runs one suite in a process of its own, its output shown as it comes or, `quiet`, when the suite has ended. */
export async function suiteApart(
  name: string,
  version: 17 | 18,
  signal: AbortSignal,
  quiet: boolean,
): Promise<Outcome> {
  const run = ["run", "-A", "--lock=deno.lock", "tests/run.ts"];
  const { success, end } = await (quiet ? shownAtTheEnd : shown)(
    [...run, "--only", name, "--postgres", String(version)],
    signal,
  );
  const [, passed, failed] = end.match(/(\d+) passed, (\d+) failed\s*$/) ?? [];
  const outcome = { passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
  if (!success && outcome.failed === 0) outcome.failed = 1;
  return outcome;
}

/** Runs `deno …` in the project, its output shown; answers how it ended and the end of what it said. */
async function shown(args: string[], signal: AbortSignal) {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: PROJECT,
    stdout: "piped",
    signal,
  }).spawn();
  let end = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    await Deno.stdout.write(chunk);
    end = (end + decoder.decode(chunk, { stream: true })).slice(-2000);
  }
  const { success } = await child.status;
  return { success, end };
}

/** The same for what runs beside something else: nothing is shown before it has ended. */
async function shownAtTheEnd(args: string[], signal: AbortSignal) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: PROJECT,
    signal,
  }).output();
  for (const said of [stdout, stderr]) await Deno.stdout.write(said);
  return { success, end: new TextDecoder().decode(stdout).slice(-2000) };
}
