import type { FieldProblem } from "@/contracts/errors.ts";
import type { ImportedProduct, ImportReport } from "@/contracts/staff/product_files.ts";
import { Problem } from "../lib/problem.ts";
import { headingOf } from "./columns.ts";
import type { FileProblem } from "./problems.ts";
import type { FileProduct } from "./table.ts";

type Item = ImportReport["items"][number];
export type Send = (products: ImportedProduct[]) => Promise<ImportReport>;

/** How far the import of a file is: so many products are through, and what became of them. */
export interface Progress {
  through: number;
  outcomes: Record<Item["outcome"], number>;
  problems: FileProblem[];
}

export const nothing_sent: Progress = {
  ...{ through: 0, problems: [] },
  outcomes: { created: 0, changed: 0, unchanged: 0, refused: 0 },
};

const most_products = 10;
const most_skus = 50;
/** The mall names so many problems of one request and no more. */
const most_named = 20;

/**
 * Sends the products from where `progress` stands, portion by portion, and tells after each how far it is. Ends early
 * when told to; throws when the mall cannot be asked. Begun again from the last progress, or from the start, nothing is
 * done twice.
 */
export async function sendAll(
  products: readonly FileProduct[],
  send: Send,
  progress: Progress,
  tell: (progress: Progress) => void,
  isEnded: () => boolean = () => false,
): Promise<void> {
  while (progress.through < products.length && !isEnded()) {
    const portion = portionFrom(products, progress.through);
    const outcomes = { ...progress.outcomes };
    const problems = [...progress.problems];
    for (const { outcome, found } of await sendPortion(portion, send)) {
      outcomes[outcome]++;
      problems.push(...found);
    }
    progress = { through: progress.through + portion.length, outcomes, problems };
    tell(progress);
  }
}

function portionFrom(products: readonly FileProduct[], start: number): FileProduct[] {
  const portion = products.slice(start, start + 1);
  let skus = portion[0]!.rows.length;
  for (const one of products.slice(start + 1, start + most_products)) {
    skus += one.rows.length;
    if (skus > most_skus) break;
    portion.push(one);
  }
  return portion;
}

interface Sent {
  outcome: Item["outcome"];
  found: FileProblem[];
}

/** Those that do not fit their form are left out, and the others sent without them. */
async function sendPortion(portion: FileProduct[], send: Send): Promise<Sent[]> {
  if (portion.length === 0) return [];
  try {
    const { items } = await send(portion.map(({ product }) => product));
    return items.map(({ outcome, problem }, n) => ({
      outcome,
      found: problem ? [placed(portion[n]!, problem)] : [],
    }));
  } catch (error) {
    const misfits = misfitsOf(error, portion.length);
    if (misfits.size === 0) throw error;
    const refused = [...misfits].map(([n, fields]): Sent => ({
      outcome: "refused",
      found: fields.map((field) => placed(portion[n]!, field)),
    }));
    return [...refused, ...await sendPortion(portion.filter((_, n) => !misfits.has(n)), send)];
  }
}

interface Named {
  field: string | null;
  line: number | null;
  message: string;
}

/** What does not fit, by the product's place in the portion. */
function misfitsOf(error: unknown, count: number): Map<number, Named[]> {
  const misfits = new Map<number, Named[]>();
  const fields = error instanceof Problem ? error.details.fields as FieldProblem[] | undefined : [];
  for (const { field, message } of fields ?? []) {
    const [, n, line, name] = /^products\.(\d+)(?:\.skus\.(\d+))?\.?(.*)$/.exec(field) ?? [];
    if (n === undefined || Number(n) >= count) continue;
    const named = misfits.get(Number(n)) ?? [];
    named.push({ field: name || null, line: line ? Number(line) + 1 : null, message });
    misfits.set(Number(n), named);
  }
  if (fields?.length === most_named && misfits.size > 1) {
    misfits.delete(Math.max(...misfits.keys())); // it may have more: asked once more, without the others
  }
  return misfits;
}

function placed({ product, rows }: FileProduct, { field, line, message }: Named): FileProblem {
  return {
    row: rows[(line ?? 1) - 1] ?? rows[0]!,
    code: product.code,
    heading: headingOf(field, line !== null),
    message,
  };
}
