import { freePort } from "@/local/ports.ts";
import {
  type PostgresVersion,
  removePostgres,
  type RunningPostgres,
  startPostgres,
} from "@/local/postgres.ts";
import { makeRoom } from "@/tests/support/room.ts";

/** A fresh cluster in which nobody has made a role yet. */
export async function onPlainPostgres(
  version: PostgresVersion,
  work: (server: RunningPostgres) => Promise<void>,
): Promise<void> {
  const dataDir = await makeRoom("plain");
  const server = await startPostgres({ dataDir, port: freePort(), version, fast: true });
  try {
    await work(server);
  } finally {
    await server.stop();
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
}
