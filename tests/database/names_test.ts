import assert from "node:assert/strict";
import { cleanName } from "@/contracts/people.ts";
import { testDatabase } from "@/tests/support/database.ts";

const family = "👨\u200D👩\u200D👧";

Deno.test("a label shows a whole first character, and SQL cleans names as the contract does", async () => {
  const db = await testDatabase();
  try {
    const firsts: [string, string][] = [
      ["王小明", "王"],
      ["éclair", "é"],
      ["e\u0301clair", "e\u0301"],
      [`${family}家`, family],
      ["🇨🇳茶", "🇨🇳"],
      ["👍🏽好", "👍🏽"],
      ["❤\uFE0F心", "❤\uFE0F"],
      ["a", "a"],
    ];
    for (const [name, first] of firsts) {
      const [row] = await db.sql`select private.first_letter(${name}) as first`;
      assert.equal(row!.first, first, name);
    }
    const names = [
      " 张\u200B三 ",
      "\u200B",
      "\u200D",
      "\u3164",
      "\u202D青\u202C",
      `${family}\uFEFF`,
    ];
    for (const name of [...names, ...firsts.map(([one]) => one)]) {
      const [row] = await db.sql`select private.clean_name(${name}) as clean`;
      assert.equal(row!.clean, cleanName(name), JSON.stringify(name));
    }
  } finally {
    await db.drop();
  }
});
