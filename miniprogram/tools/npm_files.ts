import { dirname, join } from "node:path/posix";
import { build } from "esbuild";
import { isFile, toBytes } from "./files.ts";
import type { Files } from "./files.ts";
import { NODE_MODULES, ROOT } from "./paths.ts";
import { references } from "./references.ts";

/**
 * Adds to a package what its files need from npm, and only that, in miniprogram_npm where WeChat looks for it.
 * A library of components (its package.json has "miniprogram") gives the files that are reachable; any other
 * package becomes one file.
 */
export async function addNpmFiles(files: Files): Promise<void> {
  const queue = [...files.keys()];
  const plain = new Set<string>();
  const origins = new Map<string, string>();

  const add = (origin: string, path: string): boolean => {
    if (files.has(path)) return true;
    if (!isFile(origin)) return false;
    files.set(path, Deno.readFileSync(origin));
    origins.set(path, origin);
    queue.push(path);
    return true;
  };

  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const origin = origins.get(path);
    for (const { kind, specifier } of references(path, files)) {
      const endings = kind === "component"
        ? [".js", ".json", ".wxml", ".wxss"]
        : kind === "script"
        ? ["", ".js", "/index.js"]
        : [""];
      const addAll = (from: string, to: string) => {
        if (kind === "component") return endings.map((end) => add(from + end, to + end))[0]!;
        return endings.some((end) => add(from + end, to + end));
      };
      const relative = join(dirname(path), specifier);
      if (specifier.startsWith("/")) continue;
      if (origin && addAll(join(dirname(origin), specifier), relative)) continue;
      if (specifier.startsWith(".") || (kind !== "component" && kind !== "script")) continue;
      const library = libraryFolder(specifier);
      if (library) {
        const inside = specifier.slice(packageName(specifier).length);
        addAll(library + inside, join("miniprogram_npm", specifier));
      } else if (origin) {
        addOwnDependency(origin, path, specifier, addAll);
      } else if (kind === "script") {
        plain.add(specifier);
      }
    }
  }
  for (const specifier of plain) {
    files.set(`miniprogram_npm/${specifier}/index.js`, await bundlePackage(specifier));
  }
}

/** What a library's file takes from the packages that the library brings along. */
function addOwnDependency(
  origin: string,
  path: string,
  specifier: string,
  addAll: (from: string, to: string) => boolean,
): void {
  const library = /^(.*?\/node_modules\/(?:@[^/]+\/)?[^/]+\/[^/]+)\//.exec(origin)?.[1];
  if (!library) return;
  const inPackage = path.slice(0, path.length - (origin.length - library.length));
  addAll(`${library}/miniprogram_npm/${specifier}`, `${inPackage}/miniprogram_npm/${specifier}`);
}

function packageName(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Where a library of components keeps its files. */
function libraryFolder(specifier: string): string | undefined {
  const folder = `${NODE_MODULES}/${packageName(specifier)}`;
  if (!isFile(`${folder}/package.json`)) return undefined;
  const { miniprogram } = JSON.parse(Deno.readTextFileSync(`${folder}/package.json`));
  return miniprogram && `${folder}/${miniprogram}`;
}

async function bundlePackage(specifier: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(specifier)};`, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: "cjs",
    target: "es2017",
    logLevel: "silent",
  }).catch((error) => {
    throw new Error(`the package "${specifier}" can't be bundled: ${error.message}`);
  });
  return toBytes(outputFiles[0]!.text);
}
