import assert from "node:assert/strict";
import postgres from "postgres";
import { exists } from "./paths.ts";
import { freePort } from "./ports.ts";
import { removePostgres, type RunningPostgres, startPostgres } from "./postgres.ts";

/** A folder that nobody but its owner can enter, as a clone under `mktemp -d` is. */
async function withDataDir(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  await Deno.chmod(dataDir, 0o700);
  try {
    await work(dataDir);
  } finally {
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function ask(server: RunningPostgres, text: string): Promise<unknown> {
  const sql = postgres(server.url("supabase_admin"), { max: 1, onnotice: () => {} });
  try {
    return Object.values((await sql.unsafe(text))[0] ?? {})[0];
  } finally {
    await sql.end();
  }
}

Deno.test("a cluster in a closed folder outlives a restart and is used by one at a time", async () => {
  await withDataDir(async (dataDir) => {
    const options = { dataDir, port: freePort(), fast: true };
    const first = await startPostgres(options);
    try {
      await ask(first, "create table kept as select 7 as n");
      await assert.rejects(() => startPostgres(options), /in use by another running mall/);
    } finally {
      await first.stop();
    }
    const second = await startPostgres(options);
    try {
      assert.equal(await ask(second, "select n from kept"), 7);
      assert.equal(await ask(second, "select lower('ÀÉ')"), "àé");
      await ask(second, "create extension pg_trgm");
      assert.equal(await ask(second, "select cardinality(show_trgm('青藤')) > 0"), true);
    } finally {
      await second.stop();
    }
    const fresh = await startPostgres({ ...options, fresh: true });
    try {
      assert.equal(await ask(fresh, "select to_regclass('kept')"), null);
    } finally {
      await fresh.stop();
    }
  });
});

Deno.test("a start works after the process of the last one was killed", async () => {
  await withDataDir(async (dataDir) => {
    const port = freePort();
    const starter = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--ext=ts", "-"],
      cwd: new URL(".", import.meta.url),
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const script = `
      import { startPostgres } from "${new URL("./postgres.ts", import.meta.url)}";
      const server = await startPostgres(${JSON.stringify({ dataDir, port, fast: true })});
      Deno.stdout.writeSync(new TextEncoder().encode("up"));
      await server.ended;`;
    const stdin = starter.stdin.getWriter();
    await stdin.write(new TextEncoder().encode(script));
    await stdin.close();
    const reader = starter.stdout.getReader();
    await reader.read();
    await reader.cancel();
    starter.kill("SIGKILL");
    await starter.status;
    const next = await startPostgres({ dataDir, port, fast: true });
    assert.equal(await ask(next, "select 1"), 1);
    await next.stop();
    assert.equal(await exists(`${dataDir}/postgres/pg18/postmaster.pid`), false);
  });
});
