import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";

const example = await Deno.readTextFile(`${PROJECT}/.env.example`);
const source = await Deno.readTextFile(`${PROJECT}/functions/_shared/env.ts`);
const assignment = /^(?:# )?([A-Z][A-Z0-9_]*)=/;

/** The names of the type EnvName. */
function knownNames(): string[] {
  const [, names] = /type EnvName =([^;]+);/.exec(source) ?? [];
  return [...names?.matchAll(/"(\w+)"/g) ?? []].map(([, name]) => name!);
}

function exampleNames(): string[] {
  return example.split("\n").flatMap((line) => assignment.exec(line)?.[1] ?? []);
}

Deno.test("the functions read exactly the settings that .env.example names", () => {
  assert.ok(knownNames().length > 5, "EnvName is not found in env.ts");
  assert.deepEqual(exampleNames().sort(), knownNames().sort());
});

Deno.test(".env.example says why of each setting, in the line above it", () => {
  const lines = example.split("\n");
  const bare = lines.filter((line, n) => {
    const above = lines[n - 1] ?? "";
    return assignment.test(line) && (!/^# \w+ .+/.test(above) || assignment.test(above));
  });
  assert.deepEqual(bare, []);
});

Deno.test("no function reads its environment past env.ts", async () => {
  const past: string[] = [];
  for await (const path of sources(`${PROJECT}/functions`)) {
    if (path.endsWith("/_shared/env.ts") || path.endsWith("_test.ts")) continue;
    if ((await Deno.readTextFile(path)).includes("Deno.env")) past.push(path);
  }
  assert.deepEqual(past, []);
});

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* sources(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}
