import { sha256 } from "./paths.ts";

/** Folders of installed packages and of build output: never a source. */
const NOT_SOURCES = ["node_modules", "dist"];

/** One text that changes when a file below these folders of `root` changes, is added or goes. */
export async function fingerprint(root: string, folders: string[]): Promise<string> {
  const found = await Promise.all(folders.map((folder) => filesBelow(`${root}/${folder}`)));
  const files = found.flat().toSorted();
  const lines = await Promise.all(
    files.map(async (file) => `${file.slice(root.length)} ${await contentOf(file)}`),
  );
  return await sha256(lines.join("\n"));
}

async function contentOf(file: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(file));
  return new Uint8Array(digest).toHex();
}

async function filesBelow(folder: string): Promise<string[]> {
  if ((await Deno.stat(folder)).isFile) return [folder];
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = entries.map((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile) return [path];
    return entry.isDirectory && !NOT_SOURCES.includes(entry.name) ? filesBelow(path) : [];
  });
  return (await Promise.all(found)).flat();
}
