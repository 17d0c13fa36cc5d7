import { PROJECT } from "@/local/paths.ts";

/**
 * What a test file holds that changes its process for all that run in it. Such a file is left to itself; the others
 * keep nothing that another could meet.
 */
const changes_process = /Deno\.env\.(set|delete)|setEnv\(|globalThis|fake_phone|Deno\.chdir/;

/** Files that send the log elsewhere share one module: each of them restores the log or needs none. */
const writes_log = /writeLogTo\(/;

/**
 * The test files below some folders, most of them in `count` modules that import them. To `deno test` each module is
 * one file, and each file costs a second of processor time before its first test: a process of its own to speak of,
 * the product, its packages and a pool of connections.
 */
export async function shardsOf(folders: string[], count: number, into: string): Promise<string[]> {
  const files = (await Promise.all(folders.map((folder) => filesBelow(`${PROJECT}/${folder}`))))
    .flat().toSorted();
  const shared: string[] = [];
  const silent: string[] = [];
  const apart: string[] = [];
  for (const file of files) {
    const text = await Deno.readTextFile(file);
    (changes_process.test(text) ? apart : writes_log.test(text) ? silent : shared).push(file);
  }
  const shards = Array.from({ length: count }, (_, n) => ({
    path: `${into}/shard_${n + 1}_test.ts`,
    files: shared.filter((_, index) => index % count === n),
  }));
  if (silent.length > 0) shards.push({ path: `${into}/silent_test.ts`, files: silent });
  await Promise.all(
    shards.map(({ path, files }) =>
      Deno.writeTextFile(path, files.map((file) => `import "file://${file}";\n`).join(""))
    ),
  );
  return [...shards.map(({ path }) => path), ...apart];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = await Promise.all(entries.map(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return name === "node_modules" ? [] : filesBelow(path);
    return name.endsWith("_test.ts") ? [path] : [];
  }));
  return found.flat();
}
