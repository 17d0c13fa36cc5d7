import { dirname, relative } from "node:path/posix";
import { isFile, toBytes, toText } from "./files.ts";
import type { Files } from "./files.ts";
import { CONTRACTS } from "./paths.ts";

const named = /\brequire\("@\/contracts\/([\w/]+)\.ts"\)/g;

/**
 * Takes along the modules of contracts whose values (not types alone) are used: words that both faces show, rules
 * that both sides apply. One that itself needs a package, such as zod, would be too heavy for a phone: it throws.
 */
export async function addContracts(
  files: Files,
  compile: (path: string, source: Uint8Array) => Promise<Uint8Array>,
): Promise<void> {
  const queue = [...files.keys()];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (!path.endsWith(".js")) continue;
    const text = toText(files.get(path)!);
    if (path.startsWith("contracts/") && /\brequire\("[^.@]/.test(text)) {
      throw new Error(`${path} needs a package and can't come along: import its types only`);
    }
    for (const [, name] of text.matchAll(named)) {
      const target = `contracts/${name}.js`;
      if (files.has(target)) continue;
      const origin = `${CONTRACTS}/${name}.ts`;
      if (!isFile(origin)) throw new Error(`${path}: there is no contract ${name}`);
      files.set(target, await compile(target, await Deno.readFile(origin)));
      queue.push(target);
    }
    const beside = (name: string) => {
      const to = relative(dirname(path), `contracts/${name}`);
      return to.startsWith(".") ? to : `./${to}`;
    };
    files.set(path, toBytes(text.replace(named, (_, name) => `require("${beside(name)}")`)));
  }
}
