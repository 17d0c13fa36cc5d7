import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { exists } from "@/local/paths.ts";
import { removePostgres } from "@/local/postgres.ts";

/** What the clusters of one run may grow to, with their write-ahead logs. */
const NEEDED_BYTES = 6 * 2 ** 30;

/** Where a system keeps files in memory, if it does. */
export const memory_folder = "/dev/shm";

/** Folders of tests are named after the process that made them, so that a later run can tell which are over. */
const OURS = /^qingteng-test-(\d+)(-.*)?$/;

/**
 * Where clusters of tests are kept: in memory where the system has a folder for it with room enough. A test
 * database is some 300 files, made and removed within a second, and a disk's file system is slow at that.
 */
export async function roomForTests(): Promise<string> {
  const { bavail, bsize } = await statfs(memory_folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= NEEDED_BYTES ? memory_folder : tmpdir();
}

/** A new folder for one cluster, which the account that runs Postgres can walk into. */
export async function makeRoom(name: string): Promise<string> {
  const dir = await roomForTests();
  await sweep(dir);
  const folder = await Deno.makeTempDir({ dir, prefix: `qingteng-test-${Deno.pid}-${name}-` });
  await Deno.chmod(folder, 0o755);
  return folder;
}

/** Removes what test runs have left that were killed. */
export async function sweep(room: string): Promise<void> {
  for await (const { name } of Deno.readDir(room)) {
    const [, pid] = OURS.exec(name) ?? [];
    if (!pid || await isAlive(Number(pid))) continue;
    const folder = `${room}/${name}`;
    await removePostgres(folder).catch(() => {});
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

async function isAlive(pid: number): Promise<boolean> {
  if (Deno.build.os === "linux") return await exists(`/proc/${pid}`);
  const { success } = await new Deno.Command("ps", { args: ["-p", String(pid)], stdout: "null" })
    .output();
  return success;
}
