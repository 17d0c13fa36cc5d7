import { createHash } from "node:crypto";
import type { Bytes } from "../bytes.ts";
import { BillError, type BillRow, fundRow, tradeRow } from "./bill_lines.ts";

export type BillKind = "trade" | "basic" | "operation";

/** A line of a bill is some hundred characters long. */
const longest_line = 16_384;

export interface ReadBill {
  /** SHA-1 of the file unpacked, in hexadecimal digits. */
  hash: string;
  /** Rows in the file, those that are skipped too. */
  rows: number;
}

/**
 * Reads a packed bill as it comes and hands its rows over in batches; one batch is in memory at a time, and the stream
 * waits while it is taken. Nothing of it is to be believed before the hash is compared. Throws BillError.
 */
export async function readBill(
  kind: BillKind,
  packed: ReadableStream<Bytes>,
  batch: number,
  take: (rows: BillRow[]) => Promise<void>,
): Promise<ReadBill> {
  const parser = new BillParser(kind);
  const hash = createHash("sha1");
  const decoder = new TextDecoder();
  let rest = "";
  let rows: BillRow[] = [];
  for await (const bytes of packed.pipeThrough(unpacker())) {
    hash.update(bytes);
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop()!;
    if (rest.length > longest_line) throw new BillError("a line without an end");
    for (const line of lines) {
      const row = parser.line(line.endsWith("\r") ? line.slice(0, -1) : line);
      if (row !== null) rows.push(row);
      if (rows.length < batch) continue;
      await take(rows);
      rows = [];
    }
  }
  parser.line(rest + decoder.decode());
  if (rows.length > 0) await take(rows);
  return { hash: hash.digest("hex"), rows: parser.end() };
}

function unpacker(): ReadableWritablePair<Bytes, Bytes> {
  return new DecompressionStream("gzip") as unknown as ReadableWritablePair<Bytes, Bytes>;
}

/** Line by line: header, rows, header of sums, sums. */
class BillParser {
  #columns: Map<string, number> | null = null;
  #sums: string[] | null = null;
  #told = -1;
  #rows = 0;

  constructor(private readonly kind: BillKind) {}

  /** The row of a line; null for any other line and for a row that nobody compares. */
  line(text: string): BillRow | null {
    if (text === "") return null;
    if (!text.startsWith("`")) return this.#header(text.split(","));
    const values = text.slice(1).split(",`");
    if (this.#sums !== null) {
      this.#told = Number(values[0]);
      return null;
    }
    const columns = this.#columns;
    if (columns === null) throw new BillError("rows before the header");
    this.#rows++;
    const value = (name: string) => {
      const at = columns.get(name);
      if (at === undefined || at >= values.length) throw new BillError(`no column ${name}`);
      return values[at]!;
    };
    return this.kind === "trade" ? tradeRow(value) : fundRow(value);
  }

  #header(names: string[]): null {
    if (this.#columns === null) this.#columns = new Map(names.map((name, at) => [name.trim(), at]));
    else if (this.#sums === null) this.#sums = names;
    else throw new BillError("a third header");
    return null;
  }

  /** How many rows there were: as many as the file itself says. */
  end(): number {
    if (this.#told !== this.#rows) throw new BillError("the file is not whole");
    return this.#rows;
  }
}
