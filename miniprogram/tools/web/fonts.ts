import { toBytes } from "../files.ts";
import type { Files } from "../files.ts";
import { NODE_MODULES } from "../paths.ts";

const FOLDER = `${NODE_MODULES}/@fontsource/noto-sans-sc`;
const WEIGHTS = [400, 600];

/**
 * A Chinese font of the page's own, in the pieces that a browser loads as it needs them: phones bring one along,
 * many a computer does not.
 */
export function chineseFont(): Files {
  const files: Files = new Map();
  let css = "";
  for (const weight of WEIGHTS) {
    css += Deno.readTextFileSync(`${FOLDER}/${weight}.css`)
      .replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, "")
      .replace(/\.\/files\//g, "");
  }
  for (const [, file] of css.matchAll(/url\(([^)]+\.woff2)\)/g)) {
    files.set(`fonts/${file}`, Deno.readFileSync(`${FOLDER}/files/${file}`));
  }
  files.set("fonts/fonts.css", toBytes(css));
  return files;
}
