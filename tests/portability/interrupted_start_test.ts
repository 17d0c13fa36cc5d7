import assert from "node:assert/strict";
import { exists, PROJECT } from "@/local/paths.ts";
import { freePorts } from "@/local/ports.ts";
import { removePostgres } from "@/local/postgres.ts";

/** The processes of this machine that name the folder in their arguments. */
async function processesOf(folder: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(folder));
}

/** Begins to start on a data folder and is interrupted so many milliseconds after its first words. */
async function interrupt(dataDir: string, after_ms: number): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "start", "--port", String(freePorts(3)), "--data", dataDir],
    cwd: PROJECT,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  const drained = (async () => {
    while (!(await reader.read()).done);
  })();
  await new Promise((resolve) => setTimeout(resolve, after_ms));
  child.kill("SIGINT");
  await drained;
  return (await child.status).code;
}

Deno.test("a start that is interrupted ends with 0, leaves no process, and can be taken up again", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    for (const after_ms of [0, 300, 1000, 1500]) {
      assert.equal(await interrupt(dataDir, after_ms), 0, `${after_ms} ms`);
      assert.deepEqual(await processesOf(dataDir), [], `${after_ms} ms`);
    }
    assert.equal(await exists(`${dataDir}/lock`), true);
  } finally {
    await removePostgres(dataDir);
    await Deno.remove(dataDir, { recursive: true });
  }
});
