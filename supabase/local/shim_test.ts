import assert from "node:assert/strict";
import postgres from "postgres";
import { freePort } from "./ports.ts";
import { removePostgres, startPostgres } from "./postgres.ts";
import { applyShim } from "./shim.ts";

Deno.test("a shim that was interrupted has left nothing, and the next start applies it", async () => {
  const dataDir = await Deno.makeTempDir();
  const server = await startPostgres({ dataDir, port: freePort(), fast: true });
  const admin = postgres(server.url("supabase_admin"), { max: 1, onnotice: () => {} });
  try {
    let statements = 0;
    const fail = () => {
      statements++;
      throw new Error("interrupted");
    };
    const interrupted = new Proxy(admin, {
      get: (target, name) => name === "unsafe" ? fail : Reflect.get(target, name),
    });
    await applyShim(interrupted).catch(() => {});
    await applyShim(admin);
    const [row] = await admin`
      select has_database_privilege('postgres', current_database(), 'create') as may_migrate`;
    assert.deepEqual([row!.may_migrate, statements], [true, 0]);
  } finally {
    await admin.end();
    await server.stop();
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("a cluster whose making was aborted leaves no process and is made by the next start", async () => {
  const dataDir = await Deno.makeTempDir();
  const options = { dataDir, port: freePort(), fast: true };
  try {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    await assert.rejects(startPostgres({ ...options, signal: abort.signal }), {
      name: "AbortError",
    });
    const server = await startPostgres(options);
    await server.stop();
  } finally {
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
});
