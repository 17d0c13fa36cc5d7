import ts from "typescript";
import { toText } from "../files.ts";
import type { Files } from "../files.ts";
import { ROOT } from "../paths.ts";
import { isAppScript } from "../sources.ts";
import { templateModules } from "./template_modules.ts";

/**
 * Types of the program and of its templates: strict, with no DOM in reach, since what touches `window` would pass in
 * the browser and fail on a phone. `sources` stand in for the files of `folder`.
 */
export function typeProblems(sources: Files, folder: string): string[] {
  const { modules, problems } = templateModules(sources);
  const texts = new Map<string, string>();
  for (const [path, bytes] of sources) {
    if (path.endsWith(".ts")) texts.set(`${folder}/${path}`, toText(bytes));
  }
  for (const module of modules) texts.set(`${folder}/${module.path}`, module.text);

  const scripts = [...sources.keys()].filter(isAppScript).map((path) => `${folder}/${path}`);
  const { options } = configured("tsconfig.json");
  const program = ts.createProgram(
    [...scripts, ...modules.map(({ path }) => `${folder}/${path}`)],
    options,
    hostWith(texts, options),
  );
  problems.push(...program.getGlobalDiagnostics().map((one) => described(one, folder)));
  for (const script of scripts) {
    problems.push(...diagnosticsOf(program, script).map((one) => described(one, folder)));
  }
  for (const module of modules) {
    const diagnostics = diagnosticsOf(program, `${folder}/${module.path}`);
    problems.push(...diagnostics.flatMap((one) => module.describe(one) ?? []));
  }
  return problems;
}

/** What a tsconfig.json says. */
export function configured(config: string): ts.ParsedCommandLine {
  const path = `${ROOT}/${config}`;
  const { config: json, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, " "));
  const folder = path.slice(0, path.lastIndexOf("/"));
  return ts.parseJsonConfigFileContent(json, ts.sys, folder, undefined, path);
}

/** A host that reads these texts before it looks at the disk. */
function hostWith(texts: Map<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const folders = new Set<string>();
  for (const path of texts.keys()) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      folders.add(path.slice(0, at));
    }
  }
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  return host;
}

export function diagnosticsOf(program: ts.Program, path: string): ts.Diagnostic[] {
  const file = program.getSourceFile(path)!;
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
}

export function described({ file, start, messageText }: ts.Diagnostic, folder: string): string {
  const message = ts.flattenDiagnosticMessageText(messageText, " ");
  if (!file) return message;
  const { line, character } = file.getLineAndCharacterOfPosition(start ?? 0);
  return `${file.fileName.replace(`${folder}/`, "")}:${line + 1}:${character + 1} ${message}`;
}
