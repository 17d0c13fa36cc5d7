import { dirname } from "node:path";

/**
 * A program that comes as npm packages `<package>-<platform>`, each with the binary at `file`. Answers its path;
 * fetches the package of this machine alone, on first use.
 */
export async function npmProgram(packages: string, file: string): Promise<string> {
  const arch = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  // A computed name keeps the other machines' packages from being fetched.
  const manifest = `${packages}-${Deno.build.os}-${arch}/package.json`;
  await import(manifest, { with: { type: "json" } });
  return `${dirname(new URL(import.meta.resolve(manifest)).pathname)}/${file}`;
}
