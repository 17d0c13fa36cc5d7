import { gzipSync } from "node:zlib";

/** Files that become much smaller; pictures and fonts are compressed in themselves. */
const TEXT = /\.(css|html|js|json|svg|txt)$/;
/** What fits into one packet is sent as fast as it is. */
const least_bytes = 1024;

/** Beside a text file stands this one, made by the build, as nginx's `gzip_static` looks for it. */
export const gzippedPath = (path: string): string => `${path}.gz`;

/** The gzipped twin of a file; undefined where it would save nothing. */
export function gzipped(
  path: string,
  bytes: Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  if (!TEXT.test(path) || bytes.length < least_bytes) return undefined;
  return new Uint8Array(gzipSync(bytes, { level: 9 }));
}

/** Gives every file below a folder its gzipped twin where that is worth it. */
export async function compressTree(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) await compressTree(path);
    else {
      const small = gzipped(path, await Deno.readFile(path));
      if (small) await Deno.writeFile(gzippedPath(path), small);
    }
  }
}
