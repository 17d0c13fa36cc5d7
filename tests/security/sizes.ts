import ts from "typescript";
import { PROJECT } from "@/local/paths.ts";

/** A file or a function, and its length in lines. */
export interface Sized {
  where: string;
  lines: number;
}

/** Folders of packages, of what a build makes, and of the demo's goods and people. */
const SKIPPED = ["node_modules", "dist", "data"];
const CODE = /\.(tsx?|sql|wxml|wxss|css)$/;

/** All code of the project, with its path. */
export async function* codeFiles(): AsyncGenerator<{ path: string; text: string }> {
  for (const folder of ["functions", "supabase", "miniprogram", "dashboard", "tests"]) {
    yield* codeBelow(folder);
  }
}

async function* codeBelow(folder: string): AsyncGenerator<{ path: string; text: string }> {
  for await (const { name, isDirectory } of Deno.readDir(`${PROJECT}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      if (!SKIPPED.includes(name) && !name.startsWith(".")) yield* codeBelow(path);
    } else if (CODE.test(name)) {
      yield { path, text: await Deno.readTextFile(`${PROJECT}/${path}`) };
    }
  }
}

export const linesOf = (text: string) => text.trimEnd().split("\n").length;

/** Every function that has a name, and what a call outside of all functions is given to run, as a test is. */
export function typescriptFunctions(path: string, text: string): Sized[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: Sized[] = [];
  const visit = (node: ts.Node, is_outside: boolean) => {
    const is_function = ts.isFunctionLike(node) && "body" in node && node.body !== undefined;
    if (is_function && (is_outside || nameOf(node))) {
      const [from, to] = [node.getStart(), node.getEnd()]
        .map((at) => source.getLineAndCharacterOfPosition(at).line);
      const where = `${path}:${from! + 1} ${nameOf(node) ?? "a call"}`;
      found.push({ where, lines: to! - from! + 1 });
    }
    node.forEachChild((child) => visit(child, is_outside && !is_function));
  };
  visit(source, true);
  return found;
}

/** What a function is called, by itself or by what it is assigned to. */
function nameOf(node: ts.Node): string | undefined {
  const named = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node.parent : node;
  if (ts.isConstructorDeclaration(named)) return "constructor";
  const { name } = named as ts.NamedDeclaration;
  return name?.getText();
}

const SQL_FUNCTION = /^create (?:or replace )?function ([\w.]+)[^]*?\$\$[^]*?\$\$;$/gm;

/** Every function of SQL, from its name to the end of its body. */
export function sqlFunctions(path: string, text: string): Sized[] {
  return [...text.matchAll(SQL_FUNCTION)].map(({ 0: whole, 1: name, index }) => ({
    where: `${path}:${linesOf(text.slice(0, index + 1))} ${name}`,
    lines: linesOf(whole),
  }));
}

/** The length that nine of ten do not exceed. */
export function p90(sizes: Sized[]): number {
  const lengths = sizes.map(({ lines }) => lines).toSorted((a, b) => a - b);
  return lengths[Math.ceil(lengths.length * 0.9) - 1] ?? 0;
}

/** The longest first, one a line. */
export function listed(sizes: Sized[]): string {
  return sizes.toSorted((a, b) => b.lines - a.lines)
    .map(({ where, lines }) => `${String(lines).padStart(5)} ${where}`).join("\n");
}
