import { readTextIfAny, removeIfAny } from "./paths.ts";

/**
 * Ends a Postgres that an earlier process left running on this cluster, and clears its stale
 * postmaster.pid. The caller holds the data folder's lock, so nobody else can be using it.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = `${cluster}/postmaster.pid`;
  const [pidLine, folder] = (await readTextIfAny(pidFile))?.split("\n") ?? [];
  const pid = Number(pidLine);
  if (!pid) return;
  if (folder === cluster) {
    for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
      if (!await isPostgres(pid)) break;
      Deno.kill(pid, signal);
      await untilGone(pid, 10_000);
    }
  }
  await removeIfAny(pidFile);
}

/** Whether the process lives and is a Postgres: its number may belong to another program by now. */
async function isPostgres(pid: number): Promise<boolean> {
  if (Deno.build.os === "linux") {
    const [, name, state] = (await readTextIfAny(`/proc/${pid}/stat`))?.match(/\((.*)\) (\S)/) ??
      [];
    return name === "postgres" && state !== "Z";
  }
  const ps = new Deno.Command("ps", { args: ["-o", "stat=,comm=", "-p", String(pid)] });
  const line = new TextDecoder().decode((await ps.output()).stdout).trim();
  return line.includes("postgres") && !line.startsWith("Z");
}

async function untilGone(pid: number, within_ms: number): Promise<void> {
  const deadline = performance.now() + within_ms;
  while (await isPostgres(pid) && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
