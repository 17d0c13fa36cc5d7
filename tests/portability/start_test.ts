import assert from "node:assert/strict";
import postgres from "postgres";
import { PROJECT, readTextIfAny } from "@/local/paths.ts";
import { removePostgres } from "@/local/postgres.ts";
import { testVersion } from "@/tests/support/cluster.ts";
import { copySeeded } from "@/tests/support/seeded.ts";

const running = new Set<Deno.ChildProcess>();

/** `deno task start` of a newcomer: its output is read until it says ready. */
async function start(port: number, dataDir: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "start", "--port", String(port), "--data", dataDir],
    cwd: PROJECT,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  running.add(child);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!said.includes(`ready http://127.0.0.1:${port}\n`)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`start ended before it was ready:\n${said}`);
    said += value;
  }
  const drained = (async () => {
    while (!(await reader.read()).done);
  })();
  return {
    said,
    async stop(signal: Deno.Signal): Promise<number> {
      child.kill(signal);
      await drained;
      const { code } = await child.status;
      running.delete(child);
      return code;
    },
  };
}

async function shopCodes(said: string): Promise<unknown> {
  const url = /Postgres +(\S+)/.exec(said)![1]!;
  const sql = postgres(url, { max: 1 });
  try {
    return (await sql`select code, created_at from shop.shops order by 1`).map((row) => ({
      ...row,
    }));
  } finally {
    await sql.end();
  }
}

function isListening(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return false;
  } catch {
    return true;
  }
}

Deno.test("the start command runs, stops cleanly on either signal, and keeps its data", async () => {
  const dataDir = await Deno.makeTempDir();
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const ports = [port, port + 1, port + 2];
  try {
    await copySeeded(dataDir, port, testVersion()); // only in a run of all tests; else the demo shop is made here
    const first = await start(port, dataDir);
    const health = await fetch(`http://127.0.0.1:${port}/functions/v1/api/health`);
    assert.equal(health.status, 200, await health.text());
    const shops = await shopCodes(first.said);
    const keys = await readTextIfAny(`${dataDir}/keys.json`);
    assert.equal(await first.stop("SIGTERM"), 0);
    assert.deepEqual(ports.filter(isListening), []);

    const second = await start(port, dataDir);
    assert.deepEqual(await shopCodes(second.said), shops);
    assert.equal(await readTextIfAny(`${dataDir}/keys.json`), keys);
    assert.equal(await second.stop("SIGINT"), 0);
    assert.deepEqual(ports.filter(isListening), []);
  } finally {
    for (const child of running) {
      child.kill("SIGTERM");
      await child.status;
    }
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
});
