import { exists, PROJECT, readTextIfAny } from "@/local/paths.ts";
import { freePort } from "@/local/ports.ts";
import type { PostgresVersion } from "@/local/postgres.ts";
import { startStack } from "@/local/stack.ts";

/**
 * A mall with the demo shop takes half a minute to make, and several suites of a run want one. The run names a folder
 * for it in MALL_TEST_SEEDED: whoever needs it first makes it there and stops it, and everybody starts a copy.
 */
export const seeded_setting = "MALL_TEST_SEEDED";

/** The story's present moves on while a copy waits; after this long its unpaid orders would soon time out. */
const fresh_ms = 12 * 60_000;

/** Puts a stopped mall with the demo shop into an empty data folder, where the run keeps one; else does nothing. */
export async function copySeeded(
  dataDir: string,
  gateway_port: number,
  version: PostgresVersion,
): Promise<void> {
  const folder = Deno.env.get(seeded_setting);
  if (!folder) return;
  using lock = await Deno.open(`${folder}/lock`, { create: true, write: true });
  await lock.lock(true);
  const mall = `${folder}/mall-${version}`;
  const made_at = Number(await readTextIfAny(`${mall}/ready`) ?? 0);
  if (Date.now() - made_at > fresh_ms) await makeApart(mall, version);
  if (await exists(`${mall}/postgres.path`)) return; // its cluster lies elsewhere: no copy of this folder
  await run("cp", ["-a", `${mall}/.`, dataDir]);
  await moveAddresses(dataDir, gateway_port);
}

/** In a process of its own, for a stack takes the process in which it runs. */
async function makeApart(mall: string, version: PostgresVersion): Promise<void> {
  if (await exists(mall)) await Deno.remove(mall, { recursive: true });
  await run(Deno.execPath(), [
    ...["run", "-A", "--lock=deno.lock", import.meta.filename!],
    ...[mall, String(version)],
  ]);
}

/** What it says is shown when it fails; a test runner swallows what a process says by itself. */
async function run(program: string, args: string[]): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, cwd: PROJECT })
    .output();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim()).join("\n");
  throw new Error(`${program} ${args.join(" ")} failed:\n${said}`);
}

/** WeChat's simulator calls back where it was told to: the copy's gateway listens on another port. */
async function moveAddresses(dataDir: string, gateway_port: number): Promise<void> {
  const journal = `${dataDir}/wechat/journal.jsonl`;
  const said = await Deno.readTextFile(journal);
  const moved = said.replaceAll(
    /http:\/\/127\.0\.0\.1:\d+\/functions/g,
    `http://127.0.0.1:${gateway_port}/functions`,
  );
  await Deno.writeTextFile(journal, moved);
}

if (import.meta.main) {
  const [dataDir, version] = Deno.args as [string, string];
  await Deno.mkdir(dataDir, { mode: 0o755 });
  const ports = { gateway: freePort(), wechat: freePort(), postgres: freePort() };
  const options = { dataDir, ports, version: version === "17" ? 17 : 18, fast: true } as const;
  const stack = await startStack({ ...options, seed: true });
  // The first tick judges and reconciles six weeks: held after it, so that no copy has to do that again.
  const held = await fetch(`${stack.url}/_control/scheduler`, {
    method: "POST",
    body: JSON.stringify({ running: false }),
  });
  if (!held.ok) throw new Error(await held.text());
  await stack.stop();
  await Deno.writeTextFile(`${dataDir}/ready`, String(Date.now()));
  Deno.exit();
}
