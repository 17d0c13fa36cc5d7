import { dirname, join } from "node:path/posix";
import compiler from "glass-easel-template-compiler";
import type { BundledComponent } from "../../phone/bundle.ts";
import { textOf } from "../files.ts";
import type { Files } from "../files.ts";

export interface CompiledTemplates {
  /** A JavaScript expression: all templates by path. */
  code: string;
  /** Files that are named and not there. */
  missing: string[];
  /** What the compiler dislikes, with path:line:column. */
  warnings: string[];
}

/** Compiles the WXML of all components, what it includes, and the wxs modules that it uses. */
export function compileTemplates(components: BundledComponent[], files: Files): CompiledTemplates {
  const group = new compiler.TmplGroup();
  const missing: string[] = [];
  const warnings: string[] = [];
  const templates = new Set<string>();
  const scripts = new Set<string>();

  const addTemplate = (path: string, from: string) => {
    if (templates.has(path)) return;
    templates.add(path);
    const text = textOf(files, `${path}.wxml`);
    if (text === undefined) missing.push(`${from}: there is no ${path}.wxml`);
    for (const { startLine, startColumn, message } of group.addTmpl(path, text ?? "") ?? []) {
      warnings.push(`${path}.wxml:${startLine + 1}:${startColumn + 1} ${message}`);
    }
    const here = `${path}.wxml`;
    for (const other of group.getDirectDependencies(path)) addTemplate(other, here);
    for (const script of group.getScriptDependencies(path)) addScript(script, here);
  };

  const addScript = (path: string, from: string) => {
    if (scripts.has(path)) return;
    scripts.add(path);
    const text = textOf(files, `${path}.wxs`);
    if (text === undefined) {
      missing.push(`${from}: there is no ${path}.wxs`);
      return;
    }
    group.addScript(path, asPlainScript(text));
    for (const [, specifier] of text.matchAll(/require\(["']([^"']+)["']\)/g)) {
      const target = specifier!.startsWith("/")
        ? specifier!.slice(1)
        : join(dirname(path), specifier!);
      addScript(target.replace(/\.wxs$/, ""), `${path}.wxs`);
    }
  };

  for (const { path } of components) addTemplate(path, path);
  group.setExtraRuntimeScript(
    "Q.A=function(l){return __wxsProp(l)};Q.C=function(h,e,l){return __wxsEvent(h,e,l)};",
  );
  const code = group.getTmplGenObjectGroups();
  group.free();
  return { code, missing, warnings };
}

/** wxs as the compiler takes it: modules are named without their ending, and `constructor` is a name there. */
function asPlainScript(wxs: string): string {
  return wxs
    .replace(/(require\(\s*["'][^"']+)\.wxs(["'])/g, "$1$2")
    .replace(/([\w$][\w$.\[\]]*)\.constructor\b/g, "__wxsCtor($1)");
}
