import compiler from "glass-easel-template-compiler";
import { jsonOf, textOf } from "../files.ts";
import type { Files } from "../files.ts";
import { BUILT_IN_TAGS } from "./built_in_tags.ts";

/** Problems of our own templates: what the compiler warns of, unknown tags, handlers that no check would see. */
export function templateProblems(sources: Files): string[] {
  const everywhere = Object.keys(jsonOf(sources, "app.json").usingComponents ?? {});
  const group = new compiler.TmplGroup();
  const problems: string[] = [];
  for (const path of sources.keys()) {
    if (!path.endsWith(".wxml")) continue;
    const base = path.slice(0, -".wxml".length);
    const text = textOf(sources, path)!;
    for (const { startLine, startColumn, message } of group.addTmpl(base, text) ?? []) {
      problems.push(`${path}:${startLine + 1}:${startColumn + 1} ${message}`);
    }
    const json = jsonOf(sources, `${base}.json`);
    const known = new Set([
      ...BUILT_IN_TAGS,
      ...everywhere,
      ...Object.keys(json.usingComponents ?? {}),
      ...Object.keys(json.componentGenerics ?? {}),
    ]);
    const plain = withoutTexts(text);
    for (const tag of Object.keys(json.usingComponents ?? {})) {
      if (!new RegExp(`(<|generic:[\\w-]+=")${tag}[\\s/>"]`).test(plain)) {
        problems.push(`${base}.json: <${tag}> is not used`);
      }
    }
    for (const { 1: tag, index } of plain.matchAll(/<([a-z][\w-]*)/g)) {
      if (known.has(tag!)) continue;
      problems.push(`${path}:${placeIn(text, index)} <${tag}> is not in the usingComponents`);
    }
    for (const { 1: attribute, index } of plain.matchAll(/\s((?:bind|catch)[a-z]+)=/g)) {
      const colon = attribute!.replace(/^(bind|catch)/, "$1:");
      problems.push(`${path}:${placeIn(text, index + 1)} write ${colon}, which is type-checked`);
    }
  }
  group.free();
  return problems;
}

/** A template with the insides of its comments, of its wxs and of {{ }} blanked out. Positions stay. */
function withoutTexts(wxml: string): string {
  return wxml.replace(
    /<!--[^]*?-->|\{\{[^]*?\}\}|(?<=<wxs\b[^>]*[^/]>)[^]*?(?=<\/wxs>)/g,
    (text) => " ".repeat(text.length),
  );
}

function placeIn(text: string, index: number): string {
  const before = text.slice(0, index).split("\n");
  return `${before.length}:${before.at(-1)!.length + 1}`;
}
