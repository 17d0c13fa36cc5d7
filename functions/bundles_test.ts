import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";

interface Module {
  specifier: string;
  dependencies?: { code?: { specifier: string } }[];
}

/** The packages that a function loads when it runs; imports of types alone do not count. */
async function packagesOf(name: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", `functions/${name}/index.ts`],
    cwd: PROJECT,
  }).output();
  const info = JSON.parse(new TextDecoder().decode(stdout)) as {
    roots: string[];
    modules: Module[];
  };
  const modules = new Map(info.modules.map((module) => [module.specifier, module]));
  const seen = new Set<string>();
  const waiting = [...info.roots];
  while (waiting.length > 0) {
    const specifier = waiting.pop()!;
    if (seen.has(specifier)) continue;
    seen.add(specifier);
    for (const { code } of modules.get(specifier)?.dependencies ?? []) {
      if (code) waiting.push(code.specifier);
    }
  }
  return [...seen].filter((one) => one.startsWith("npm:"))
    .map((one) => one.replace(/^npm:\/?/, "").replace(/(?<=.)@.*$/, "")).toSorted();
}

Deno.test("wechat and jobs load no zod: it would be most of what they weigh", async () => {
  for (const name of ["wechat", "jobs"]) {
    const packages = await packagesOf(name);
    assert.ok(packages.includes("hono"), String(packages));
    assert.ok(!packages.includes("zod"), `${name}: ${packages}`);
  }
  assert.ok((await packagesOf("api")).includes("zod"));
});
