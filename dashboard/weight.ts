import { gzipSync } from "node:zlib";
import type { Manifest } from "vite";

/** The files that modules of the sources need at once: with their imports and styles, without what they fetch later. */
export function filesOf(manifest: Manifest, modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const open = [...modules];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is no chunk of the build`);
    if (files.has(chunk.file)) continue;
    for (const file of [chunk.file, ...chunk.css ?? []]) files.add(file);
    open.push(...chunk.imports ?? []);
  }
  return files;
}

/** What files weigh gzipped, in kB. */
export async function weigh(folder: string, files: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await Deno.readFile(folder + file)).length;
  return bytes / 1000;
}
