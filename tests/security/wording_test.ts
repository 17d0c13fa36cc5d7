import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";

/** Where the words stand that no recruitment page may have either. */
const list_file = "supabase/migrations/20260101000568_recruit_page.sql";

/** What promises money for nothing, or for people instead of sales. */
async function refusedWords(): Promise<string[]> {
  const sql = await Deno.readTextFile(`${PROJECT}/${list_file}`);
  const [, words] = /refused_words[^]*?'\{([^}]+)\}'/.exec(sql)!;
  return words!.split(",").map((word) => word.trim());
}

const places = ["miniprogram/src", "dashboard/src", "functions/contracts", "supabase"];

Deno.test("C96 C98 C100 no word of either face, of SQL or of the demo promises money for nothing or for recruiting", async () => {
  const forbidden = await refusedWords();
  assert.ok(forbidden.length > 10);
  const found: string[] = [];
  let files = 0;
  for (const place of places) {
    for await (const path of texts(`${PROJECT}/${place}`)) {
      files++;
      if (path.endsWith(list_file)) continue;
      const text = await Deno.readTextFile(path);
      found.push(
        ...forbidden.filter((word) => text.includes(word)).map((word) =>
          `${path.slice(PROJECT.length + 1)}: ${word}`
        ),
      );
    }
  }
  assert.ok(files > 500, "the walk found both faces");
  assert.deepEqual(found, []);
});

async function* texts(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      if (name !== "node_modules" && name !== "dist") yield* texts(path);
    } else if (/\.(tsx?|wxml|sql|json|md)$/.test(name)) yield path;
  }
}
