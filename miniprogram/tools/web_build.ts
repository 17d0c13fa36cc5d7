/**
 * Makes the mini program's browser edition: dist → phone/dist. It is made from the very package that WeChat gets,
 * so that what a browser shows and tests drive is what ships. phone/bundle.ts says what it hands to the phone.
 */
import { stop } from "esbuild";
import { componentTree } from "./components.ts";
import { readTree, toBytes, writeTree } from "./files.ts";
import type { Files } from "./files.ts";
import { PACKAGE, PHONE_PAGE } from "./paths.ts";
import { say } from "./say.ts";
import { chineseFont } from "./web/fonts.ts";
import { iconPicture } from "./web/icons.ts";
import { moduleTable } from "./web/modules.ts";
import { contentName, nameByContent, withGzipped } from "./web/naming.ts";
import { phoneRuntime } from "./web/runtime.ts";
import { styleSheet } from "./web/styles.ts";
import { compileTemplates } from "./web/templates.ts";

export interface WebEdition {
  files: Files;
  /** Files that are named and not there. */
  missing: string[];
  /** What the template compiler dislikes; TDesign's own files give some. */
  warnings: string[];
}

/** The browser edition of a package, without the phone around it. */
export async function webEditionOf(files: Files): Promise<WebEdition> {
  const { app, pages, components, missing } = componentTree(files);
  const sheet = styleSheet(components, files);
  const templates = compileTemplates(components, files);
  const modules = await moduleTable(files);
  const pictures = new Map(
    [...files].filter(([path]) => /\.(png|jpe?g|gif|svg|webp)$/.test(path))
      .map(([path, bytes]) => [path, contentName(path, bytes)]),
  );
  const head = JSON.stringify({ app, pages, components, pictures: Object.fromEntries(pictures) })
    .slice(0, -1);
  const edition: Files = new Map([
    ["app.css", toBytes(sheet.css)],
    [
      "bundle.js",
      toBytes(
        `globalThis.__mpBundle=${head},\n"templates":${templates.code},\n"modules":${modules}};\n`,
      ),
    ],
  ]);
  for (const icon of sheet.icons) edition.set(`icons/${icon}.svg`, iconPicture(icon));
  for (const [path, name] of pictures) edition.set(name, files.get(path)!);
  return {
    files: edition,
    missing: [...missing, ...sheet.missing, ...templates.missing],
    warnings: templates.warnings,
  };
}

/** Builds phone/dist from dist and the phone's own program, and tells what is wrong in files of ours. */
export async function buildPhone(): Promise<string[]> {
  const { files, missing, warnings } = await webEditionOf(readTree(PACKAGE));
  const edition = nameByContent(new Map([...files, ...chineseFont(), ...await phoneRuntime()]));
  writeTree(PHONE_PAGE, withGzipped(edition));
  return [...missing, ...warnings].filter((one) => !one.startsWith("miniprogram_npm/"));
}

if (import.meta.main) {
  try {
    for (const problem of await buildPhone()) say(problem);
  } finally {
    await stop();
  }
}
