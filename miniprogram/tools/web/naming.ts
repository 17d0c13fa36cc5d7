import { createHash } from "node:crypto";
import { dirname, join, relative } from "node:path/posix";
import { gzipped, gzippedPath } from "../../../supabase/local/compression.ts";
import { toBytes, toText } from "../files.ts";
import type { Files } from "../files.ts";

/** The folder of files that are named by their content: a server lets browsers keep them for good. */
const KEPT = "assets/";

/** Two thousand, which change together: with a name of its own for each the sheet would be twice as heavy. */
const ICONS = "icons/";

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 10);

const iconsOf = (edition: Files) =>
  toBytes(
    [...edition].filter(([path]) => path.startsWith(ICONS)).map(([path, bytes]) =>
      path + toText(bytes)
    ).join(),
  );

/** Where a file stands by its content: `tab/home.png` → `assets/tab/home-0a1b2c3d4e.png`. */
export function contentName(path: string, bytes: Uint8Array): string {
  const below = path.startsWith(KEPT) ? path : KEPT + path;
  return below.replace(/(\.\w+)$/, `-${hashOf(bytes)}$1`);
}

/**
 * Names every file but index.html by its content, so that a browser fetches it once: what mentions nothing first,
 * then the styles that mention pictures and fonts, then the page that mentions styles and scripts.
 */
export function nameByContent(edition: Files): Files {
  const named: Files = new Map();
  const names = new Map<string, string>();
  const icons = `${KEPT}icons-${hashOf(iconsOf(edition))}/`;
  const give = (path: string, bytes: Uint8Array) => {
    const name = path.startsWith(KEPT) // pictures have theirs
      ? path
      : path.startsWith(ICONS)
      ? icons + path.slice(ICONS.length)
      : contentName(path, bytes);
    named.set(name, bytes);
    names.set(path, name);
  };
  for (const [path, bytes] of edition) if (!/\.(css|html)$/.test(path)) give(path, bytes);
  for (const [path, bytes] of edition) {
    if (path.endsWith(".css")) give(path, toBytes(withNames(toText(bytes), path, names)));
  }
  for (const [path, bytes] of edition) {
    if (path.endsWith(".html")) named.set(path, toBytes(withLinks(toText(bytes), names)));
  }
  return named;
}

/** The files, each with its gzipped twin where that is worth it. */
export function withGzipped(files: Files): Files {
  const all: Files = new Map(files);
  for (const [path, bytes] of files) {
    const small = gzipped(path, bytes);
    if (small) all.set(gzippedPath(path), small);
  }
  return all;
}

/** A style sheet with the new names of what it draws; all have moved down by one folder. */
function withNames(css: string, path: string, names: Map<string, string>): string {
  const folder = dirname(path);
  return css.replace(/url\((['"]?)([\w./-]+)\1\)/g, (whole, _quote, target: string) => {
    const name = names.get(join(folder, target));
    return name ? `url(${relative(join(KEPT, folder), name)})` : whole;
  });
}

/** A page with the new names of its styles and scripts. */
function withLinks(page: string, names: Map<string, string>): string {
  return page.replace(/\b(href|src)="([\w./-]+)"/g, (whole, attribute, target: string) => {
    const name = names.get(target);
    return name ? `${attribute}="${name}"` : whole;
  });
}
