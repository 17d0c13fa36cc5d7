import { ROOT } from "../paths.ts";

/** Types of these tools and of their tests. */
export async function toolProblems(): Promise<string[]> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", `${ROOT}/deno.json`, `${ROOT}/tools`],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  return success ? [] : [`tools: ${new TextDecoder().decode(stderr).trim()}`];
}
