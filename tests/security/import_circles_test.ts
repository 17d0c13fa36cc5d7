import assert from "node:assert/strict";
import { dirname, join } from "node:path/posix";
import { PROJECT } from "@/local/paths.ts";

/** What a module imports when it runs; types are erased, and `import()` waits until it is asked for. */
const imports =
  /^(?:import|export)\s+(?!type\b)(?:(?<names>[\w*$\s,{}]+?)\s+from\s+)?["'](?<specifier>[^"']+)["']/gm;

type Sources = Map<string, string>;

/** Circles among modules at run time, each as the path of one walk around it. */
function circlesOf(sources: Sources): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, way: string[]) => {
    if (way.includes(path)) {
      circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const next of importsOf(path, sources)) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return circles;
}

function importsOf(path: string, sources: Sources): string[] {
  return [...sources.get(path)!.matchAll(imports)].flatMap(({ groups }) => {
    const { names = "", specifier = "" } = groups!;
    const named = names.trim();
    const values = named.replace(/^\{|\}$/g, "").split(",").filter((name) => name.trim());
    if (named.startsWith("{") && values.every((name) => /^\s*type\s/.test(name))) return [];
    return resolved(specifier, path, sources) ?? [];
  });
}

function resolved(specifier: string, from: string, sources: Sources): string | undefined {
  const path = specifier.startsWith(".")
    ? join(dirname(from), specifier)
    : specifier.replace(/^@\/contracts\//, "functions/contracts/")
      .replace(/^@\/shared\//, "functions/_shared/")
      .replace(/^@\/local\//, "supabase/local/")
      .replace(/^@\/tests\//, "tests/");
  return [path, `${path}.ts`, `${path}.tsx`].find((one) => sources.has(one));
}

async function read(folder: string, sources: Sources): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(`${PROJECT}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory && !["node_modules", "dist"].includes(name)) await read(path, sources);
    if (/\.tsx?$/.test(name)) sources.set(path, await Deno.readTextFile(`${PROJECT}/${path}`));
  }
}

Deno.test("circlesOf() finds a circle of values, and none of types", () => {
  const b = `export { two } from "./b.ts";`;
  const of = (a: string) => circlesOf(new Map([["x/a.ts", a], ["x/b.ts", `import "../x/a";`]]));
  assert.deepEqual(of(b), ["x/a.ts → x/b.ts → x/a.ts"]);
  assert.deepEqual(of(`import {\n  type Three,\n  two,\n} from "./b";`).length, 1);
  assert.deepEqual(of(`import type { Two } from "./b.ts";`), []);
  assert.deepEqual(of(`import { type Two } from "./b.ts";`), []);
  assert.deepEqual(of(`const two = () => import("./b.ts");`), []);
});

Deno.test("no modules import each other in a circle when they run", async () => {
  const sources: Sources = new Map();
  for (const folder of ["functions", "miniprogram", "dashboard", "supabase", "tests"]) {
    await read(folder, sources);
  }
  assert.ok(sources.size > 300, "the sources are found");
  assert.deepEqual(circlesOf(sources), []);
});
