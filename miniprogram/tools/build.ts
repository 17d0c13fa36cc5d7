/**
 * Makes the package that WeChat gets: src → dist. TypeScript becomes CommonJS file by file, so that a module stays
 * one module; the rest is copied; what is used of contracts and from npm is put beside it.
 */
import { stop, transform } from "esbuild";
import { addContracts } from "./contracts.ts";
import { readTree, toBytes, toText, writeTree } from "./files.ts";
import type { Files } from "./files.ts";
import { addNpmFiles } from "./npm_files.ts";
import { PACKAGE, SOURCE } from "./paths.ts";
import { say } from "./say.ts";
import { packageSizes, sizeReport } from "./sizes.ts";
import type { PackageSize } from "./sizes.ts";

/** The files of the package made from these sources. */
export async function packageOf(sources: Files): Promise<Files> {
  const files: Files = new Map();
  for (const [path, bytes] of sources) {
    if (/(_test|\.d)\.ts$|\.md$/.test(path)) continue;
    if (path.endsWith(".ts")) files.set(path.replace(/ts$/, "js"), await toCommonJs(path, bytes));
    else files.set(path, bytes);
  }
  await addContracts(files, toCommonJs);
  await addNpmFiles(files);
  return files;
}

/** Builds dist and tells how big its packages are. */
export async function buildMiniprogram(): Promise<PackageSize[]> {
  const files = await packageOf(readTree(SOURCE));
  const sizes = packageSizes(files);
  if (sizes.some(({ kb, limit_kb }) => kb > limit_kb)) {
    throw new Error(`a package is too big\n${sizeReport(sizes)}`);
  }
  writeTree(PACKAGE, files);
  return sizes;
}

async function toCommonJs(path: string, source: Uint8Array): Promise<Uint8Array> {
  const { code } = await transform(toText(source), {
    loader: "ts",
    format: "cjs",
    target: "es2017",
    charset: "utf8",
    sourcefile: path,
  });
  // WeChat finds a module by its path without the ending.
  return toBytes(code.replace(/(\brequire\("\.[^"]*)\.ts("\))/g, "$1$2"));
}

if (import.meta.main) {
  try {
    say(sizeReport(await buildMiniprogram()));
  } finally {
    await stop();
  }
}
