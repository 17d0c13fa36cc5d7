import type { BundledModule } from "../bundle.ts";

let sources: Record<string, BundledModule> = {};
const loaded = new Map<string, { exports: unknown }>();

export function setModules(modules: Record<string, BundledModule>): void {
  sources = modules;
}

/** Runs a file of the program once, and answers its exports. */
export function loadModule(path: string): unknown {
  const known = loaded.get(path);
  if (known) return known.exports;
  const module = { exports: {} as unknown };
  loaded.set(path, module);
  sources[path]!((specifier) => loadModule(resolve(specifier, path)), module, module.exports);
  return module.exports;
}

export const hasModule = (path: string) => path in sources;

/** As WeChat does it: relative, from the root with `/`, then in miniprogram_npm upwards. */
function resolve(specifier: string, from: string): string {
  const folder = from.split("/").slice(0, -1);
  const near = specifier.startsWith("/") ? specifier : [...folder, specifier].join("/");
  const found = existing(near);
  if (found) return found;
  for (let above = folder;; above = above.slice(0, -1)) {
    const inPackages = existing([...above, "miniprogram_npm", specifier].join("/"));
    if (inPackages) return inPackages;
    if (above.length === 0) break;
  }
  throw new Error(`module '${specifier}' is not found, required from '${from}'`);
}

function existing(path: string): string | undefined {
  const plain = normalize(path).replace(/\.js$/, "");
  return [plain, `${plain}/index`].find(hasModule);
}

/** `a/./b/../c` → `a/c`. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
