import { dirname, join } from "node:path/posix";
import ts from "typescript";
import { textOf } from "../files.ts";
import type { Files } from "../files.ts";

/** Attributes that any tag may carry. */
const COMMON = ["id", "slot", "hidden", "ariaLabel", "ariaRole", "ariaHidden"];

/**
 * The type of `tags` for a template: our own components with the properties that they declare, so that a misspelt
 * one is found; all other tags are left open. A property takes what WeChat would convert to its type.
 */
export function tagTypes(using: Record<string, string>, from: string, sources: Files): string {
  const own = Object.entries(using).flatMap(([tag, specifier]) => {
    const path = specifier.startsWith("/") ? specifier.slice(1) : join(dirname(from), specifier);
    const script = textOf(sources, `${path}.ts`);
    return script === undefined ? [] : [`${JSON.stringify(tag)}: ${propertiesType(script)}`];
  });
  return `{ ${own.join("; ")} } & Record<string, any>`;
}

function propertiesType(script: string): string {
  const file = ts.createSourceFile("x.ts", script, ts.ScriptTarget.ES2020, true);
  const definition = definitionIn(file);
  if (!definition || member(definition, "behaviors")) return "any";
  const properties = member(definition, "properties");
  const declared = properties && ts.isObjectLiteralExpression(properties)
    ? properties.properties.map((property) => {
      const name = property.name?.getText(file) ?? "";
      return `${name}: ${
        typeOf(ts.isPropertyAssignment(property) ? property.initializer : undefined)
      }`;
    })
    : [];
  const external = member(definition, "externalClasses");
  const classes = external && ts.isArrayLiteralExpression(external)
    ? external.elements.filter(ts.isStringLiteral).map(({ text }) => camelCase(text))
    : [];
  const open = [...COMMON, ...classes].map((name) => `${name}: any`);
  return `{ ${[...declared, ...open].join("; ")} }`;
}

function definitionIn(file: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const call = statement.expression;
    if (!ts.isCallExpression(call) || call.expression.getText(file) !== "Component") continue;
    const [argument] = call.arguments;
    if (argument && ts.isObjectLiteralExpression(argument)) return argument;
  }
  return undefined;
}

function member(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.find((one) => one.name && one.name.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function typeOf(declaration: ts.Expression | undefined): string {
  if (!declaration) return "any";
  if (ts.isObjectLiteralExpression(declaration)) return typeOf(member(declaration, "type"));
  const known: Record<string, string> = {
    String: "string | number | null | undefined",
    Number: "number | string | null | undefined",
    Array: "readonly unknown[] | null | undefined",
  };
  return known[declaration.getText()] ?? "any";
}

const camelCase = (name: string) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
