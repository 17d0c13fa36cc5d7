import { fileURLToPath } from "node:url";

/** Files by their path below some folder. */
export type Files = Map<string, Uint8Array>;

export const fromFileUrl = (url: URL): string => fileURLToPath(url);

const decoder = new TextDecoder();
const encoder = new TextEncoder();

export const toText = (bytes: Uint8Array): string => decoder.decode(bytes);
export const toBytes = (text: string): Uint8Array => encoder.encode(text);

/** A file's text, or nothing when it is not there. */
export function textOf(files: Files, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes && toText(bytes);
}

/** A JSON file's content, `{}` when it is not there. What is wrong in it is said with its path. */
// deno-lint-ignore no-explicit-any
export function jsonOf(files: Files, path: string): any {
  const text = textOf(files, path);
  if (text === undefined) return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
}

/** Every file below a folder, in the order of their paths. */
export function readTree(folder: string): Files {
  const files: Files = new Map();
  const visit = (below: string) => {
    const entries = [...Deno.readDirSync(`${folder}/${below}`)];
    for (const { name, isDirectory } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const path = below ? `${below}/${name}` : name;
      if (isDirectory) visit(path);
      else files.set(path, Deno.readFileSync(`${folder}/${path}`));
    }
  };
  visit("");
  return files;
}

/** Makes a folder hold these files and no others. Files that are right already are not touched. */
export function writeTree(folder: string, files: Files): void {
  const old = isFolder(folder) ? readTree(folder) : new Map();
  for (const path of old.keys()) if (!files.has(path)) Deno.removeSync(`${folder}/${path}`);
  for (const [path, bytes] of files) {
    if (same(old.get(path), bytes)) continue;
    const target = `${folder}/${path}`;
    Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
    Deno.writeFileSync(target, bytes);
  }
}

export function isFile(path: string): boolean {
  return kindOf(path)?.isFile ?? false;
}

export function isFolder(path: string): boolean {
  return kindOf(path)?.isDirectory ?? false;
}

function kindOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
