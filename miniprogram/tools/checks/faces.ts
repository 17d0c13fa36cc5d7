import type { AppConfig } from "../../phone/bundle.ts";
import { jsonOf, textOf, toText } from "../files.ts";
import type { Files } from "../files.ts";

const page_meta = `<page-meta page-style="{{face.style}}" />`;
/** Where colours to begin with stand, before the shop's own are known. */
const beginnings = new Set(["app.wxss", "contracts/brand.js"]);
/** A shop's name, or its colour: neither belongs into a package that serves many shops. */
const own = /青藤|#0e7a5f/i;

/** What in the package is one shop's, and pages that do not take on the shop's colours. */
export function faceProblems(files: Files): string[] {
  const problems = [...files].flatMap(([path, bytes]) => {
    if (beginnings.has(path) || !/\.(js|json|wxml|wxss|wxs|svg)$/.test(path)) return [];
    const [found] = own.exec(toText(bytes)) ?? [];
    return found ? [`${path}: ${found} is one shop's; take it from services/face`] : [];
  });
  for (const path of pagesOf(jsonOf(files, "app.json"))) {
    if (!textOf(files, `${path}.wxml`)?.startsWith(page_meta)) {
      problems.push(`${path}.wxml: a page begins with ${page_meta}`);
    }
    if (!/\bbehaviors\/faced"/.test(textOf(files, `${path}.js`) ?? "")) {
      problems.push(`${path}.ts: a page has the behavior faced`);
    }
  }
  return problems;
}

function pagesOf({ pages, subPackages = [] }: AppConfig): string[] {
  const below = subPackages.flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/\/$/, "")}/${page}`)
  );
  return [...pages, ...below];
}
