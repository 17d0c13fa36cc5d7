import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";

/** What promises money for nothing, or for people instead of sales. */
const forbidden = [
  "躺赚",
  "躺着赚",
  "坐享",
  "日入",
  "月入过万",
  "暴富",
  "拉人头",
  "人头费",
  "加盟费",
  "无限层",
  "团队业绩奖",
];

const places = ["miniprogram/src", "dashboard/src", "functions/contracts", "supabase"];

Deno.test("C96 C98 C100 no word of either face, of SQL or of the demo promises money for nothing or for recruiting", async () => {
  const found: string[] = [];
  let files = 0;
  for (const place of places) {
    for await (const path of texts(`${PROJECT}/${place}`)) {
      files++;
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
