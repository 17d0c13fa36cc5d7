import { PROJECT } from "@/local/paths.ts";
import { npmProgram } from "./npm_program.ts";

export interface CliRun {
  code: number;
  stdout: string;
  /** Progress, warnings and errors. */
  stderr: string;
}

/** Runs the Supabase CLI in the project, with a home folder of its own and no telemetry. */
export async function supabaseCli(
  args: string[],
  env: Record<string, string> = {},
): Promise<CliRun> {
  const home = await Deno.makeTempDir({ prefix: "qingteng-cli-" });
  try {
    const { code, stdout, stderr } = await new Deno.Command(
      await npmProgram("supabase-cli", "bin/supabase"),
      {
        args: [...args, "--agent", "no"],
        cwd: PROJECT,
        clearEnv: true,
        env: {
          PATH: Deno.env.get("PATH") ?? "",
          HOME: home,
          SUPABASE_TELEMETRY_DISABLED: "1",
          PGSSLMODE: "disable",
          ...env,
        },
        stdin: "null",
      },
    ).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  } finally {
    await Deno.remove(home, { recursive: true });
  }
}
