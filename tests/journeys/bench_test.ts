import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";
import { testStack } from "@/tests/support/stack.ts";

const stack = await testStack();

Deno.test("the bench runs every case to its end and reports each ratio and the costliest functions", async () => {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--no-check", "--lock=deno.lock", "tests/bench/main.ts"],
        ...["--seconds", "0.02", "--functions", "--json", file],
      ],
      cwd: PROJECT,
      env: { MALL_TEST_STACK: JSON.stringify(stack) },
    }).output();
    const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
    assert.ok(success, said);
    assert.doesNotMatch(said, /error/, "a measured call failed");
    const { ratios, functions } = JSON.parse(await Deno.readTextFile(file));
    assert.equal(Object.keys(ratios).length, 15);
    for (const [name, ratio] of Object.entries(ratios)) {
      assert.ok(Number.isFinite(ratio) && Number(ratio) > 0, `${name} is ${ratio}`);
    }
    assert.equal(functions.length, 20);
  } finally {
    await Deno.remove(file);
  }
});
