import type { ImportedProduct } from "@/contracts/staff/product_files.ts";
import { code_heading } from "./columns.ts";
import { letterOf, placesOf } from "./headings.ts";
import { type Line, readProduct } from "./lines.ts";
import { type FileProblem, FileRefused } from "./problems.ts";

export const most_lines = 20_000;

/** A product of a file, and the rows in which its SKUs stand. */
export interface FileProduct {
  product: ImportedProduct;
  rows: number[];
}

/** What was understood of a file. A product with a problem in any of its rows is not among the products. */
export interface ReadTable {
  headings: string[];
  lines: number;
  products: FileProduct[];
  problems: FileProblem[];
  /** Products that are left out for their problems. */
  left_out: number;
}

/** Reads a file's table as products. Throws FileRefused where it is none. */
export function readTable(table: readonly (readonly string[])[]): ReadTable {
  const top = table.findIndex(isFilled);
  if (top < 0) throw new FileRefused("文件是空的。");
  const places = placesOf(table[top]!);
  const lines = linesOf(table.slice(top + 1), top + 2, places);
  if (lines.length === 0) throw new FileRefused("文件里只有标题，没有商品。");
  if (lines.length > most_lines) {
    throw new FileRefused(
      `文件有 ${lines.length.toLocaleString("zh-CN")} 行，一次最多 20,000 行。`,
    );
  }
  const result: ReadTable = {
    ...{ headings: [...places.keys()], lines: lines.length, products: [], problems: [] },
    left_out: 0,
  };
  for (const [code, own] of byCode(lines)) {
    const { product, problems } = readProduct(code, own);
    result.problems.push(...problems);
    if (problems.length > 0) result.left_out++;
    else result.products.push({ product, rows: own.map(({ row }) => row) });
  }
  result.problems.sort((a, b) => a.row - b.row);
  return result;
}

function byCode(lines: Line[]): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const code = line.cell(code_heading)!;
    const group = groups.get(code);
    if (group) group.push(line);
    else groups.set(code, [line]);
  }
  return groups;
}

/** Whether anything stands in a row. */
export const isFilled = (cells: readonly string[]) => cells.some((cell) => cell.trim() !== "");

/** The filled rows under the headings. Throws FileRefused for what stands under none. */
export function linesOf(
  table: readonly (readonly string[])[],
  first: number,
  places: Map<string, number>,
): Line[] {
  const known = new Set(places.values());
  return table.flatMap((cells, n): Line[] => {
    if (!isFilled(cells)) return [];
    const stray = cells.findIndex((cell, place) => cell.trim() !== "" && !known.has(place));
    if (stray >= 0) {
      throw new FileRefused(`${letterOf(stray)} 列没有标题，第 ${first + n} 行却有内容。`);
    }
    return [{
      row: first + n,
      cell(heading) {
        const place = places.get(heading);
        return place === undefined ? undefined : (cells[place] ?? "").trim();
      },
    }];
  });
}
