import assert from "node:assert/strict";
import {
  codeFiles,
  linesOf,
  listed,
  p90,
  type Sized,
  sqlFunctions,
  typescriptFunctions,
} from "./sizes.ts";

/** No file is longer, and nine of ten are shorter than this. */
const FILE = { most: 300, nine_of_ten_below: 150 };
const TYPESCRIPT_FUNCTION_BELOW = 35;
const SQL_FUNCTION_BELOW = 40;

const files: Sized[] = [];
const in_typescript: Sized[] = [];
const in_sql: Sized[] = [];
for await (const { path, text } of codeFiles()) {
  files.push({ where: path, lines: linesOf(text) });
  if (/\.tsx?$/.test(path)) in_typescript.push(...typescriptFunctions(path, text));
  if (path.endsWith(".sql")) in_sql.push(...sqlFunctions(path, text));
}

/** Nine of ten are shorter than so many lines; else all are named that are not. */
function nineOfTenBelow(lines: number, sizes: Sized[]): void {
  const long = sizes.filter((one) => one.lines >= lines);
  const said = `${long.length} of ${sizes.length} have ${lines} lines or more:\n${listed(long)}`;
  assert.ok(p90(sizes) < lines, said);
}

Deno.test("typescriptFunctions() measures functions by name, and tests", () => {
  const text = [
    "/** Not part of it. */",
    "export function one() {",
    "  const two = () =>",
    "    [].map(() => 3);",
    "}",
    'test("four", () => {',
    "  five(() => 6);",
    "});",
    "class Seven {",
    "  constructor() {}",
    "  eight() {}",
    "  declare(): void;",
    "}",
  ].join("\n");
  assert.deepEqual(typescriptFunctions("a.ts", text), [
    { where: "a.ts:2 one", lines: 4 },
    { where: "a.ts:3 two", lines: 2 },
    { where: "a.ts:6 a call", lines: 3 },
    { where: "a.ts:10 constructor", lines: 1 },
    { where: "a.ts:11 eight", lines: 1 },
  ]);
});

Deno.test("sqlFunctions() measures each function up to the end of its body", () => {
  const text = [
    "create function a.one() returns int",
    "language sql as $$",
    "  select 1",
    "$$;",
    "comment on function a.one() is 'one';",
    "create function a.two() returns int language sql as $$ select 2 $$;",
  ].join("\n");
  assert.deepEqual(sqlFunctions("a.sql", text), [
    { where: "a.sql:1 a.one", lines: 4 },
    { where: "a.sql:6 a.two", lines: 1 },
  ]);
});

Deno.test("p90() is the length that nine of ten do not exceed", () => {
  const sizes = Array.from({ length: 20 }, (_, n) => ({ where: "", lines: n + 1 }));
  assert.equal(p90(sizes), 18);
  assert.throws(() => nineOfTenBelow(18, sizes), /3 of 20 have 18 lines or more:\n {3}20 /);
});

Deno.test(`no file is longer than ${FILE.most} lines`, () => {
  assert.ok(files.length > 1_000, "the walk found the code");
  const long = files.filter(({ lines }) => lines > FILE.most);
  assert.equal(long.length, 0, `too long:\n${listed(long)}`);
});

Deno.test(`nine of ten files are shorter than ${FILE.nine_of_ten_below} lines`, () => {
  nineOfTenBelow(FILE.nine_of_ten_below, files);
});

Deno.test(`nine of ten functions in TypeScript are shorter than ${TYPESCRIPT_FUNCTION_BELOW} lines`, () => {
  assert.ok(in_typescript.length > 3_000, "the reader found the functions");
  nineOfTenBelow(TYPESCRIPT_FUNCTION_BELOW, in_typescript);
});

Deno.test(`nine of ten functions in SQL are shorter than ${SQL_FUNCTION_BELOW} lines`, () => {
  assert.ok(in_sql.length > 500, "the reader found the functions");
  nineOfTenBelow(SQL_FUNCTION_BELOW, in_sql);
});
