import { sku_most } from "@/contracts/lists.ts";
import type { ImportedProduct, ImportedSku } from "@/contracts/staff/product_files.ts";
import { code_heading, type Column, columns, spec_headings } from "./columns.ts";
import type { FileProblem } from "./problems.ts";

/** A row of a file: a SKU, and what it says of its product. */
export interface Line {
  row: number;
  /** What stands under a heading; empty where nothing does, undefined where there is no such column. */
  cell(heading: string): string | undefined;
}

type Tell = (row: number, heading: string | null, message: string) => void;

const isSpec = ({ field }: Column) => /^(specs|values)\./.test(field);
const product_columns = columns.filter((one) =>
  one.of === "product" && one.heading !== code_heading && !isSpec(one)
);
const sku_columns = columns.filter((one) => one.of === "sku" && !isSpec(one));

/** A product of the rows that name its code, with all that is wrong in them. */
export function readProduct(
  code: string,
  lines: readonly Line[],
): { product: ImportedProduct; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const tell: Tell = (row, heading, message) => problems.push({ row, code, heading, message });
  if (code === "") {
    for (const { row } of lines) tell(row, code_heading, `请填写${code_heading}`);
  } else if (lines.length > sku_most) {
    tell(lines[sku_most]!.row, null, `一个商品最多 ${sku_most} 个规格`);
  } else tellRepeated(lines, tell);
  const specs = specsOf(lines, tell);
  const product = {
    code,
    ...Object.fromEntries(product_columns.flatMap((column) => shared(column, lines, tell))),
    ...(specs ? { specs } : {}),
    skus: lines.map((line) => skuOf(line, specs, tell)),
  };
  return { product, problems };
}

/** What the rows of a product say of it: an empty cell says the same as the others. */
function shared(column: Column, lines: readonly Line[], tell: Tell): [string, unknown][] {
  const { heading, field } = column;
  const said = lines.find((line) => line.cell(heading));
  if (!said) return emptied(column, lines[0]!);
  const cell = said.cell(heading)!;
  for (const line of lines) {
    const other = line.cell(heading);
    if (other && other !== cell) tell(line.row, heading, `和第 ${said.row} 行写的不一样`);
  }
  return [[field, valueOf(column, said, tell)]];
}

function emptied({ heading, field, isCleared }: Column, line: Line): [string, unknown][] {
  return line.cell(heading) === undefined || !isCleared ? [] : [[field, null]];
}

function valueOf({ heading, read, wrong }: Column, line: Line, tell: Tell): unknown {
  const cell = line.cell(heading)!;
  const value = read(cell);
  if (value === undefined) tell(line.row, heading, `“${cell}”不对，${wrong}`);
  return value;
}

/** The names of a product's dimensions; undefined where the file has no columns for them. */
function specsOf(lines: readonly Line[], tell: Tell): string[] | undefined {
  const first = lines[0]!;
  const there = spec_headings.filter(({ name }) => first.cell(name) !== undefined);
  if (there.length === 0) return undefined;
  const names = there.map(({ name }) => {
    const column = columns.find(({ heading }) => heading === name)!;
    const [said] = shared(column, lines, tell);
    return said ? String(said[1]) : "";
  });
  const gap = names.findIndex((name, n) => name !== "" && names[n - 1] === "");
  if (gap > 0) {
    tell(first.row, there[gap - 1]!.name, `空着，后面的“${there[gap]!.name}”却有内容`);
    return undefined;
  }
  return names.filter((name) => name !== "");
}

function skuOf(line: Line, specs: string[] | undefined, tell: Tell): ImportedSku {
  const own = sku_columns.flatMap((column): [string, unknown][] =>
    line.cell(column.heading)
      ? [[column.field, valueOf(column, line, tell)]]
      : emptied(column, line)
  );
  return { ...Object.fromEntries(own), ...(specs ? { values: valuesOf(line, specs, tell) } : {}) };
}

function valuesOf(line: Line, specs: string[], tell: Tell): string[] {
  return spec_headings.flatMap(({ name, value }, n) => {
    const cell = line.cell(value);
    const spec = specs[n];
    if (spec !== undefined && !cell) tell(line.row, value, `请填写“${spec}”是什么`);
    if (spec === undefined && cell) tell(line.row, name, "请填写规格项的名称，例如 颜色");
    return cell ? [cell] : [];
  });
}

/** Two rows of one SKU would overwrite each other. */
function tellRepeated(lines: readonly Line[], tell: Tell): void {
  const seen = new Map<string, number>();
  for (const line of lines) {
    const hasSpecs = spec_headings.some(({ value }) => line.cell(value) !== undefined);
    const about = hasSpecs
      ? spec_headings.map(({ value }) => line.cell(value) ?? "").join("\n")
      : line.cell("商家编码") ?? "";
    const row = seen.get(about);
    if (row === undefined) seen.set(about, line.row);
    else tell(line.row, null, `和第 ${row} 行是同一个规格`);
  }
}
