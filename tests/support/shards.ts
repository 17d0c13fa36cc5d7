import { PROJECT } from "@/local/paths.ts";

/**
 * Modules that import between them every test file below a folder, so that each is one file to `deno test`. A file
 * loads the product, its packages and a pool of connections for itself, at a second of processor time; here many
 * files share them. So the tests of such a folder keep nothing in their process that another could meet.
 */
export async function shardsOf(tests: string, count: number, into: string): Promise<string[]> {
  const files = (await filesBelow(`${PROJECT}/${tests}`)).toSorted();
  const shards = Array.from({ length: count }, (_, n) => ({
    path: `${into}/${tests.replaceAll("/", "_")}_${n + 1}_test.ts`,
    files: files.filter((_, index) => index % count === n),
  }));
  await Promise.all(
    shards.map(({ path, files }) =>
      Deno.writeTextFile(path, files.map((file) => `import "file://${file}";\n`).join(""))
    ),
  );
  return shards.map(({ path }) => path);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = await Promise.all(entries.map(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return filesBelow(path);
    return name.endsWith("_test.ts") ? [path] : [];
  }));
  return found.flat();
}
