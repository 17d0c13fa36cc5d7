import { jsonOf, toText } from "./files.ts";
import type { Files } from "./files.ts";

export interface Reference {
  kind: "component" | "script" | "file";
  specifier: string;
}

/** What a file asks for by name. */
export function references(path: string, files: Files): Reference[] {
  const text = () => toText(files.get(path)!);
  const all = (kind: Reference["kind"], pattern: RegExp): Reference[] =>
    [...text().matchAll(pattern)].map((match) => ({ kind, specifier: match[1]! }));

  if (path.endsWith(".json")) {
    const { usingComponents = {}, componentGenerics = {} } = jsonOf(files, path);
    const generic = Object.values(componentGenerics).flatMap((one) =>
      (one as { default?: string }).default ?? []
    );
    return [...Object.values(usingComponents) as string[], ...generic]
      .map((specifier) => ({ kind: "component", specifier }));
  }
  if (path.endsWith(".wxml")) return all("file", /\bsrc="([^"{]+\.(?:wxml|wxs))"/g);
  if (path.endsWith(".wxs")) return all("file", /require\(["']([^"']+)["']\)/g);
  if (path.endsWith(".wxss")) return all("file", /@import\s*(?:url\()?["']([^"']+)["']/g);
  if (path.endsWith(".js")) {
    return all("script", /(?:\bfrom|\bimport|\brequire\()\s*["']([^"']+)["']/g);
  }
  return [];
}
