import ts from "typescript";
import { toText } from "../files.ts";
import type { Files } from "../files.ts";

/** Names of `wx` that a package's scripts use and that are not among those which the phone has. */
export function missingWxNames(files: Files, known: Set<string>): string[] {
  const problems: string[] = [];
  for (const [path, bytes] of files) {
    if (!path.endsWith(".js")) continue;
    for (const name of wxNamesIn(path, toText(bytes))) {
      if (!known.has(name)) problems.push(`${path}: the phone has no wx.${name}`);
    }
  }
  return problems;
}

function wxNamesIn(path: string, script: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node) && isWx(node.expression)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  if (/\bwx\b/.test(script)) visit(ts.createSourceFile(path, script, ts.ScriptTarget.ES2022));
  return names;
}

const isWx = (node: ts.Expression) => ts.isIdentifier(node) && node.text === "wx";
