import { readTextIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import { type PostgresVersion, startPostgres } from "@/local/postgres.ts";
import { roomForTests, sweep } from "./room.ts";

/**
 * Port of the cluster that the tests of this process share. The runner names it in MALL_TEST_PG; a bare
 * `deno test` gets one that the first test file starts and that ends with the process.
 */
export async function testCluster(): Promise<number> {
  const given = Deno.env.get("MALL_TEST_PG");
  if (given) return Number(given);
  const room = await roomForTests();
  const folder = `${room}/qingteng-test-${Deno.pid}`;
  try {
    await Deno.mkdir(folder, { mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return await announcedPort(folder);
  }
  await sweep(room);
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
