import compiler from "glass-easel-template-compiler";
import ts from "typescript";
import { jsonOf, textOf } from "../files.ts";
import type { Files } from "../files.ts";
import { tagTypes } from "./tag_types.ts";

/** A TypeScript module that holds a page's or component's program and its template's expressions. */
export interface TemplateModule {
  path: string;
  text: string;
  /** What a diagnostic says about the template, with path:line:column; nothing when it is no fault of it. */
  describe(diagnostic: ts.Diagnostic): string | undefined;
}

/** Every template as a module, so that the TypeScript compiler checks data names, methods and properties in it. */
export function templateModules(sources: Files): { modules: TemplateModule[]; problems: string[] } {
  const modules: TemplateModule[] = [];
  const problems: string[] = [];
  const group = new compiler.TmplGroup();
  for (const path of sources.keys()) {
    if (!path.endsWith(".wxml")) continue;
    const base = path.slice(0, -".wxml".length);
    const script = textOf(sources, `${base}.ts`);
    if (script === undefined) continue;
    const program = capturedProgram(script);
    if (program === undefined) {
      problems.push(
        `${base}.ts: Page({…}) or Component({…}) must be called once, at the top level`,
      );
      continue;
    }
    group.addTmpl(base, textOf(sources, path)!);
    const tags = tagTypes(jsonOf(sources, `${base}.json`).usingComponents ?? {}, base, sources);
    modules.push(templateModule(group, base, `${program}\n${environment(tags)}`));
  }
  return { modules, problems };
}

function templateModule(group: compiler.TmplGroup, base: string, program: string): TemplateModule {
  const expressions = group.getTmplConvertedExpr(base, program);
  const first_line = program.split("\n").length - 1;
  return {
    path: `${base}.wxml_types.ts`,
    text: `${expressions.code()}\n}`,
    describe({ code, file, start = 0, length = 0, messageText }) {
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      if (!file || isOfNoInterest(code, message)) return undefined;
      const begin = file.getLineAndCharacterOfPosition(start);
      const end = file.getLineAndCharacterOfPosition(start + length);
      if (begin.line < first_line) return undefined;
      const place = expressions.getSourceLocation(
        begin.line,
        begin.character,
        end.line,
        end.character,
      );
      const where = place ? `:${place[0]! + 1}:${place[1]! + 1}` : "";
      return `${base}.wxml${where} ${inTemplateWords(code, message)}`;
    },
  };
}

/**
 * What a template may do: leave variables unused, and read below what is not there yet (it then shows nothing). The
 * rest are names that the compiler makes up.
 */
function isOfNoInterest(code: number, message: string): boolean {
  const UNUSED = [6133, 6192, 6196, 6198];
  const REDECLARED = [2403];
  const MAYBE_NOTHING = [2531, 2532, 2533, 18047, 18048, 18049];
  return [...UNUSED, ...REDECLARED, ...MAYBE_NOTHING].includes(code) ||
    /Type '(undefined|null)' is not assignable/.test(message) ||
    /_class_|_string_or_number_/.test(message);
}

/** A finding in words that fit a template. */
function inTemplateWords(code: number, message: string): string {
  if (code === 2322 && message.endsWith("is not assignable to type 'string | number'.")) {
    return "wx:key must name a text or number of the item, or be *this";
  }
  if (code === 2339 && message.endsWith("on type '{}'.")) {
    return `${message} Say its type: { type: Object, value: {} as T }`;
  }
  return message.replace(/ on type '.{80,}?'\./s, " here.");
}

/** A program in which what it registers is kept under a name. */
function capturedProgram(script: string): string | undefined {
  const file = ts.createSourceFile("x.ts", script, ts.ScriptTarget.ES2020);
  const calls = file.statements.flatMap((statement) => {
    if (!ts.isExpressionStatement(statement)) return [];
    const call = statement.expression;
    if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return [];
    return call.expression.text === "Page" || call.expression.text === "Component"
      ? [call.expression]
      : [];
  });
  const [name] = calls;
  if (!name || calls.length > 1) return undefined;
  return script.slice(0, name.getStart(file)) + `const __registered = __${name.text}` +
    script.slice(name.end);
}

/** What the compiler's code refers to: `data`, `methods` and `tags`. The function's end follows the code. */
function environment(tags: string): string {
  return `
type __W = WechatMiniprogram.IAnyObject;
declare function __Page<
  D extends WechatMiniprogram.Page.DataOption,
  C extends WechatMiniprogram.Page.CustomOption,
  B extends WechatMiniprogram.Component.BehaviorOption,
>(
  options: WechatMiniprogram.Page.Options<D, C> & { behaviors?: B },
): WechatMiniprogram.Page.Instance<D, C> & { data: WechatMiniprogram.Component.MixinData<B> };
declare function __Component<
  D extends WechatMiniprogram.Component.DataOption,
  P extends WechatMiniprogram.Component.PropertyOption,
  M extends WechatMiniprogram.Component.MethodOption,
  B extends WechatMiniprogram.Component.BehaviorOption,
  I extends __W = {},
  Z extends boolean = false,
>(
  options: WechatMiniprogram.Component.Options<D, P, M, B, I, Z>,
): WechatMiniprogram.Component.Instance<D, P, M, B, I, Z>;
export {};
export function __template() {
const data = __registered.data; const methods = __registered; const tags = {} as ${tags};
`;
}
