import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { exists, PROJECT } from "@/local/paths.ts";

const readme = await Deno.readTextFile(`${PROJECT}/README.md`);
const chinese = await Deno.readTextFile(`${PROJECT}/README.zh.md`);

/** The paths of the map: its tree by indentation, and what the remarks name inside of each folder. */
function mapped(): string[] {
  const [, map] = /^## The map\n+```\n([\s\S]+?)^```/m.exec(readme) ?? [];
  assert.ok(map, "README.md has no map");
  const parents: string[] = [];
  return map.trimEnd().split("\n").flatMap((line) => {
    const [, indent, path, remark] = /^( *)(\S+) +(.+)$/.exec(line) ?? [];
    assert.ok(path && remark, `not a line of a map: ${line}`);
    const depth = indent!.length / 2;
    parents.length = depth;
    const whole = [...parents, path].join("");
    parents.push(path);
    const inside = path.endsWith("/") ? [...remark.matchAll(/[\w.-]+(?:\/|\.(?:ts|sql))/g)] : [];
    return [whole, ...inside.map(([name]) => whole + name)];
  });
}

async function missing(paths: string[]): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => exists(`${PROJECT}/${path}`)));
  return paths.filter((_, n) => !found[n]);
}

/** What git ignores: a build or a run makes it. */
const ignored = (await Deno.readTextFile(`${PROJECT}/.gitignore`)).split("\n")
  .map((line) => line.replace(/^\//, ""));

/** Folders of the project, without git's own and what it ignores. */
async function topFolders(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(PROJECT));
  return entries
    .filter(({ name, isDirectory }) => isDirectory && name !== ".git")
    .map(({ name }) => `${name}/`)
    .filter((name) => !ignored.includes(name));
}

Deno.test("everything on the README's map exists", async () => {
  const paths = mapped();
  assert.ok(paths.length > 20, "the map has lost its lines");
  assert.deepEqual(await missing(paths), []);
});

Deno.test("every folder at the top is on the map", async () => {
  const paths = mapped();
  const unmapped = (await topFolders()).filter((folder) =>
    !paths.some((path) => path.startsWith(folder))
  );
  assert.deepEqual(unmapped, []);
});

Deno.test("every path that the pages name exists", async () => {
  const folders = await topFolders();
  for (const page of [readme, chinese]) {
    let named = [...page.matchAll(/`([\w./-]+)`|\]\(([\w./-]+)\)/g)]
      .map(([, code, link]) => code ?? link!)
      .filter((path, n, all) => all.indexOf(path) === n)
      .filter((path) =>
        /^[\w.-]+\.md$|^LICENSE$/.test(path) || folders.some((f) => path.startsWith(f))
      )
      .filter((path) => !/\/dist\//.test(path)); // there once it is built
    assert.ok(named.length >= 5, "no paths are found");
    named = named.filter((path) => !ignored.includes(path));
    assert.deepEqual(await missing(named), []);
  }
});

Deno.test("both pages tell the story to try, with the same words on the screens", () => {
  const [, story] = /^## Try it\n([\s\S]+?)^## /m.exec(readme) ?? [];
  const [, retold] = /^## 试一试\n([\s\S]+?)^## /m.exec(chinese) ?? [];
  assert.ok(story && retold);
  const words = story.match(/\p{Script=Han}+(?: \+\d+ \p{Script=Han})?/gu) ?? [];
  assert.ok(words.length > 20, "the story has lost its words");
  assert.deepEqual(words.filter((word) => !retold.includes(word)), []);
  const steps = (text: string) => text.match(/^\d\. /gm);
  assert.deepEqual(steps(retold), steps(story));
});

Deno.test("the merchant's proxy hands on every service that the faces ask for", async () => {
  const [, proxied] = /reverse proxy in front \(([^)]+)\)/.exec(readme) ?? [];
  const asked = new Set<string>(["/storage/v1"]); // by addresses that the API answers
  for (const folder of ["dashboard/src", "miniprogram/src"]) {
    for (const text of await textsBelow(`${PROJECT}/${folder}`, /\.tsx?$/)) {
      for (const [service] of text.matchAll(/\/\w+\/v1\b/g)) asked.add(service);
    }
  }
  assert.ok(asked.size >= 4, [...asked].join());
  assert.deepEqual([...asked].filter((service) => !proxied?.includes(`\`${service}\``)), []);
});

Deno.test("every task that the pages name exists", () => {
  const named = [...(readme + chinese).matchAll(/\b(?:deno|deno@[\d.]+) task ([\w:]+)/g)];
  const unknown = named.map(([, task]) => task!).filter((task) => !(task in project.tasks));
  assert.ok(named.length >= 5, "no tasks are found");
  assert.deepEqual(unknown, []);
});

Deno.test(".ci/run calls the README's test command and nothing else", async () => {
  const [, command] = /^(npx .+ task test)\b/m.exec(readme) ?? [];
  const lines = (await Deno.readTextFile(`${PROJECT}/.ci/run`)).trimEnd().split("\n");
  assert.deepEqual(lines.filter((line) => !/^(#|set |cd )/.test(line)), [command]);
});

Deno.test("every number in the name of a test stands in the legend, once", async () => {
  const legend = await Deno.readTextFile(`${PROJECT}/tests/README.md`);
  const told = [...legend.matchAll(/^\| (C\d+) +\|/gm)].map(([, number]) => number!);
  assert.equal(new Set(told).size, told.length);
  const used = new Set<string>();
  for (const folder of ["tests", "functions", "supabase", "miniprogram", "dashboard"]) {
    for (const text of await textsBelow(`${PROJECT}/${folder}`, /_test\.ts$/)) {
      for (const [number] of text.matchAll(/(?<=["'`(.] *|C\d+ )C\d{1,3}(?= )/g)) used.add(number);
    }
  }
  assert.ok(used.size > 40, `${used.size} numbers found`);
  assert.deepEqual([...used].filter((number) => !told.includes(number)), []);
});

/** The texts of all files below a folder whose names match. */
async function textsBelow(folder: string, named: RegExp): Promise<string[]> {
  const texts: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (["node_modules", "dist"].includes(name)) continue;
    if (isDirectory) texts.push(...await textsBelow(`${folder}/${name}`, named));
    else if (named.test(name)) texts.push(await Deno.readTextFile(`${folder}/${name}`));
  }
  return texts;
}
