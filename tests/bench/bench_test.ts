import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";
import { testVersion } from "@/tests/support/cluster.ts";
import { withStack } from "@/tests/support/run_stack.ts";

Deno.test("the bench runs every case to its end and reports each ratio and the costliest functions", async () => {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const { success, stdout, stderr } = await withStack(
      { version: testVersion() },
      () => bench(["--seconds", "0.02", "--functions", "--json", file]),
    );
    const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
    assert.ok(success, said);
    assert.doesNotMatch(said, /error/, "a measured call failed");
    const { ratios, functions } = JSON.parse(await Deno.readTextFile(file));
    assert.equal(Object.keys(ratios).length, 27);
    for (const [name, ratio] of Object.entries(ratios)) {
      assert.ok(Number.isFinite(ratio) && Number(ratio) > 0, `${name} is ${ratio}`);
    }
    assert.equal(functions.length, 20);
  } finally {
    await Deno.remove(file);
  }
});

/** Runs it in a process of its own, on the stack that MALL_TEST_STACK names. */
function bench(args: string[]): Promise<Deno.CommandOutput> {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--lock=deno.lock", "tests/bench/main.ts", ...args],
    cwd: PROJECT,
  }).output();
}
