import assert from "node:assert/strict";
import { PROJECT, removeIfAny } from "@/local/paths.ts";
import { testVersion } from "@/tests/support/cluster.ts";
import { makeRoom } from "@/tests/support/room.ts";
import { onPlainPostgres } from "./plain_postgres.ts";

/**
 * Between them they run every function of api, most refusals, the arithmetic and the locking. One module imports them
 * all: four would each make databases and fill a pool of connections.
 */
const files = [
  "tests/security/callers_test.ts",
  "tests/security/definers_test.ts",
  "tests/database/properties_test.ts",
  "tests/database/storm_test.ts",
];

Deno.test({
  name: "the database tests that touch most pass on Postgres 17 (deno task test:17 runs all)",
  ignore: testVersion() === 17,
  fn: () =>
    onPlainPostgres(17, async ({ port }) => {
      const room = await makeRoom("seventeen");
      const module = `${room}/all_test.ts`;
      await Deno.writeTextFile(
        module,
        files.map((file) => `import "file://${PROJECT}/${file}";\n`).join(""),
      );
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["test", "-A", "--quiet", "--no-check", "--lock=deno.lock", module],
        cwd: PROJECT,
        env: {
          MALL_TEST_PG: String(port),
          MALL_TEST_PG_VERSION: "17",
          MALL_TEST_RUNS: "10",
          NO_COLOR: "1",
        },
      }).output();
      await removeIfAny(room);
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      assert.ok(success, text(stdout) + text(stderr));
      assert.match(text(stdout), /ok \| [1-9]\d* passed/);
    }),
});
