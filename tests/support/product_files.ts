/** For tests of products in files: out and in again as the dashboard does both, without a browser. */
import {
  type ExportedPage,
  type ExportedProduct,
  ImportProducts,
  type ImportReport,
} from "@/contracts/staff/product_files.ts";
import { ApiError } from "@/shared/errors.ts";
import type { Mall } from "@/tests/support/mall.ts";
import { Problem } from "../../dashboard/src/lib/problem.ts";
import { columns } from "../../dashboard/src/product_files/columns.ts";
import { nothing_sent, type Progress, sendAll } from "../../dashboard/src/product_files/sending.ts";
import { type ReadTable, readTable } from "../../dashboard/src/product_files/table.ts";
import { validate } from "../../functions/api/validate.ts";

export async function exported(mall: Mall): Promise<ExportedProduct[]> {
  const items: ExportedProduct[] = [];
  for (let after: string | undefined, more = true; more;) {
    const page: ExportedPage = await mall.db.call(mall.owner, "export_products", {
      ...{ shop: mall.shop, page_size: 2 },
      ...(after ? { after } : {}),
    });
    items.push(...page.items);
    after = page.next ?? undefined;
    more = page.next !== null;
  }
  return items;
}

/** A file's rows as they come out of it, with the headings of these columns. */
export function fileOf(products: ExportedProduct[], headings?: string[]): string[][] {
  const shown = columns.filter(({ heading }) => !headings || headings.includes(heading));
  return [
    shown.map(({ heading }) => heading),
    ...products.flatMap((product) =>
      product.skus.map((sku) => shown.map(({ show }) => String(show(product, sku) ?? "")))
    ),
  ];
}

/** Reads a file and sends what it can be sent of it, through the checks of the route. */
export async function imported(mall: Mall, file: string[][]): Promise<Progress & ReadTable> {
  const read = readTable(file);
  let progress = nothing_sent;
  async function send(products: unknown[]): Promise<ImportReport> {
    const { products: fit } = fitting({ products, reason: "换季" });
    return await mall.command<ImportReport>("import_products", { products: fit, reason: "换季" });
  }
  await sendAll(read.products, send, progress, (now) => progress = now);
  const problems = [...read.problems, ...progress.problems].toSorted((a, b) => a.row - b.row);
  return { ...read, ...progress, problems };
}

function fitting(request: unknown): ImportProducts {
  try {
    return validate(ImportProducts, request);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new Problem(error.code, "", { details: error.details as Record<string, unknown> });
  }
}
