import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";

const WIDTH = 100;

Deno.test(`no line of SQL is wider than ${WIDTH} characters`, async () => {
  const wide: string[] = [];
  let files = 0;
  for await (const path of sqlFiles(PROJECT)) {
    files++;
    const lines = (await Deno.readTextFile(path)).split("\n");
    lines.forEach((line, n) => {
      if ([...line].length > WIDTH) wide.push(`${path.slice(PROJECT.length + 1)}:${n + 1}`);
    });
  }
  assert.ok(files > 50, "the walk found the migrations");
  assert.deepEqual(wide, []);
});

async function* sqlFiles(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      if (name !== "node_modules" && !name.startsWith(".")) yield* sqlFiles(path);
    } else if (name.endsWith(".sql")) yield path;
  }
}
