import { readTextIfAny } from "./paths.ts";

const LOOK_MS = 1000;

/**
 * Settles when the process that launched us is gone. `npx deno task start` is a chain (npm, a shell, `deno task`, we),
 * and a SIGTERM to npm ends npm and the shell but never reaches us. Started another way, it never settles.
 */
export async function launcherGone(): Promise<void> {
  const chain = await launchers();
  if (chain.length === 0) return await new Promise(() => {});
  for (;;) {
    await new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, LOOK_MS)));
    const now = await ancestors(chain.length);
    if (chain.some((pid, at) => now[at] !== pid)) return;
  }
}

/** Our ancestors up to the npm that launched us, nearest first; none when npm did not. */
async function launchers(): Promise<number[]> {
  const above = await ancestors(4);
  for (const [at, pid] of above.entries()) {
    if (/^npm exec|npx/.test(await commandOf(pid))) return above.slice(0, at + 1);
  }
  return [];
}

async function ancestors(most: number): Promise<number[]> {
  const found: number[] = [];
  for (let pid = Deno.ppid; pid > 1 && found.length < most; pid = await parentOf(pid)) {
    found.push(pid);
  }
  return found;
}

async function parentOf(pid: number): Promise<number> {
  if (Deno.build.os !== "linux") return Number(await ps("ppid=", pid));
  const [, parent] = (await readTextIfAny(`/proc/${pid}/stat`))?.match(/\) \S (\d+)/) ?? [];
  return Number(parent ?? 0);
}

async function commandOf(pid: number): Promise<string> {
  if (Deno.build.os !== "linux") return await ps("args=", pid);
  return (await readTextIfAny(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ");
}

async function ps(column: string, pid: number): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", column, "-p", String(pid)] })
    .output();
  return new TextDecoder().decode(stdout).trim();
}
