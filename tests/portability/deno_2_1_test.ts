import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";
import { sharedFolder } from "@/local/postgres_home.ts";
import { npmProgram } from "@/tests/support/npm_program.ts";

/** Type-checks files as the Deno of Supabase's edge runtime sees them; answers what it complains of, or null. */
async function complaint(files: string[]): Promise<string | null> {
  const { success, stderr } = await new Deno.Command(await npmProgram("deno-2.1", "deno"), {
    // Its lock file format is older than ours.
    args: ["check", "--no-lock", "--quiet", ...files],
    cwd: PROJECT,
    env: {
      // A cache of its own: the formats of two versions need not agree.
      DENO_DIR: `${await sharedFolder()}/deno-2.1`,
      DENO_TLS_CA_STORE: "system,mozilla",
      NO_COLOR: "1",
    },
    stdin: "null",
  }).output();
  return success ? null : new TextDecoder().decode(stderr);
}

Deno.test("the functions type-check under Deno 2.1", async () => {
  const entrypoints = ["api", "wechat", "jobs"].map((name) => `functions/${name}/index.ts`);
  assert.equal(await complaint(entrypoints), null);
});

Deno.test("what Deno 2.1 does not have is found", async () => {
  const file = await Deno.makeTempFile({ prefix: "qingteng-newer-", suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, "export const hex = new Uint8Array(4).toHex();\n");
    assert.match(await complaint([file]) ?? "", /toHex/);
  } finally {
    await Deno.remove(file);
  }
});
