/** Builds dist and compiles it as WeChat's uploader does, to see before a release that it is taken, and how big it gets. */
import { stop } from "esbuild";
import { buildMiniprogram } from "./build.ts";
import type { Files } from "./files.ts";
import { PACKAGE, ROOT } from "./paths.ts";
import { say } from "./say.ts";
import { packageSizes, sizeReport } from "./sizes.ts";

async function release(): Promise<void> {
  say(`built\n${sizeReport(await buildMiniprogram())}`);
  const folder = await Deno.makeTempDir({ prefix: "qingteng-release-" });
  try {
    const bytes = await compile(`${folder}/bytes.json`);
    const compiled: Files = new Map(
      Object.entries(bytes).map(([path, length]) => [path, new Uint8Array(length)]),
    );
    compiled.set("app.json", await Deno.readFile(`${PACKAGE}/app.json`));
    say(`compiled by WeChat's uploader\n${sizeReport(packageSizes(compiled))}`);
    const { size } = await Deno.stat(`${folder}/bytes.json.zip`);
    say(`  ${"zip".padEnd(24)} ${String(Math.ceil(size / 1000)).padStart(5)} kB`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The bytes of each file once compiled. */
async function compile(note: string): Promise<Record<string, number>> {
  const tool = `${ROOT}/tools/release`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--config", `${tool}/deno.json`, `${tool}/compile.ts`, ROOT, note],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return JSON.parse(await Deno.readTextFile(note));
  const said = new TextDecoder().decode(stderr);
  const error = said.slice(said.lastIndexOf("error: ")).replace(/\n\s+at .*/g, "");
  throw new Error(`WeChat's uploader refuses the package: ${error}`);
}

try {
  await release();
} finally {
  await stop();
}
