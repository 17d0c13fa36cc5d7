import { tmpdir } from "node:os";
import { exists, readTextIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import { type PostgresVersion, removePostgres, startPostgres } from "@/local/postgres.ts";

/**
 * Port of the cluster that the tests of this process share. The runner names it in MALL_TEST_PG; a bare
 * `deno test` gets one that the first test file starts and that ends with the process.
 */
export async function testCluster(): Promise<number> {
  const given = Deno.env.get("MALL_TEST_PG");
  if (given) return Number(given);
  const folder = `${tmpdir()}/qingteng-test-${Deno.pid}`;
  try {
    await Deno.mkdir(folder, { mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return await announcedPort(folder);
  }
  await sweep();
  const port = freePort();
  await startPostgres({
    dataDir: folder,
    port,
    version: testVersion(),
    fast: true,
    owner: Deno.pid,
  });
  await Deno.writeTextFile(`${folder}/port.half`, String(port));
  await Deno.rename(`${folder}/port.half`, `${folder}/port`);
  return port;
}

/** 18, or what MALL_TEST_PG_VERSION says. */
export function testVersion(): PostgresVersion {
  return Deno.env.get("MALL_TEST_PG_VERSION") === "17" ? 17 : 18;
}

async function announcedPort(folder: string): Promise<number> {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const port = await readTextIfAny(`${folder}/port`);
    if (port) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No test cluster appeared in ${folder}`);
}

/** Removes the clusters of test runs that are over. */
async function sweep(): Promise<void> {
  for await (const { name } of Deno.readDir(tmpdir())) {
    const [, pid] = /^qingteng-test-(\d+)(-stack)?$/.exec(name) ?? [];
    if (!pid || await isAlive(Number(pid))) continue;
    const folder = `${tmpdir()}/${name}`;
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
