import { jsonOf } from "./files.ts";
import type { Files } from "./files.ts";
import type { AppConfig } from "../phone/bundle.ts";

/** Well below WeChat's 2 MB a package, so that the shop opens quickly. */
const MAIN_LIMIT_KB = 1200;
const SUBPACKAGE_LIMIT_KB = 1000;

export interface PackageSize {
  name: string;
  kb: number;
  limit_kb: number;
}

/** The size of the main package and of each subpackage. */
export function packageSizes(files: Files): PackageSize[] {
  const { subPackages = [] } = jsonOf(files, "app.json") as AppConfig;
  const roots = subPackages.map(({ root }) => root.replace(/\/?$/, "/"));
  const bytes = new Map<string, number>([["main", 0], ...roots.map((root) => [root, 0] as const)]);
  for (const [path, { length }] of files) {
    const name = roots.find((root) => path.startsWith(root)) ?? "main";
    bytes.set(name, bytes.get(name)! + length);
  }
  return [...bytes].map(([name, length]) => ({
    name,
    kb: Math.ceil(length / 1000),
    limit_kb: name === "main" ? MAIN_LIMIT_KB : SUBPACKAGE_LIMIT_KB,
  }));
}

export function sizeReport(sizes: PackageSize[]): string {
  return sizes.map(({ name, kb, limit_kb }) =>
    `  ${name.padEnd(24)} ${String(kb).padStart(5)} kB of ${limit_kb}${
      kb > limit_kb ? "  TOO BIG" : ""
    }`
  ).join("\n");
}
