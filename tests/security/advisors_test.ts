import assert from "node:assert/strict";
import { testDatabase } from "@/tests/support/database.ts";
import { supabaseCli } from "@/tests/support/supabase_cli.ts";
import { advice } from "./advisors.ts";

Deno.test("the advisors of the Supabase CLI find nothing at WARN or ERROR", async () => {
  const db = await testDatabase();
  try {
    const found = await advice(db.url("postgres"), "info");
    assert.deepEqual(found.filter(({ level }) => level !== "INFO"), []);
    assert.ok(found.length > 0, "with the notes left in, it must have looked at something");

    const gate = await supabaseCli(
      ["db", "advisors", `--remote=${db.url("postgres")}`, "--level", "warn", "--fail-on", "warn"],
    );
    assert.equal(gate.code, 0, gate.stdout);
    assert.match(gate.stdout + gate.stderr, /No issues found/);
  } finally {
    await db.drop();
  }
});
