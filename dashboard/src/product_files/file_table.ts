import { megabytes } from "../lib/picture_rules.ts";
import { FileRefused } from "./problems.ts";

const most_bytes = 10 * 1024 * 1024;

const zip = [0x50, 0x4b, 0x03, 0x04]; // .xlsx
const ole = [0xd0, 0xcf, 0x11, 0xe0]; // .xls, and .xlsx with a password
const wide = [0xff, 0xfe]; // UTF-16, as Excel writes "Unicode text"

/** The cells of a file's first sheet as text, row by row. Throws FileRefused, with what to do, for what is no table. */
export async function tableOf(file: File): Promise<string[][]> {
  if (file.size > most_bytes) {
    throw new FileRefused(
      `文件有 ${megabytes(file.size)} MB，最多 ${
        megabytes(most_bytes)
      } MB。请分成几个文件，一个一个导入。`,
    );
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (begins(bytes, zip)) return await sheetOf(bytes);
  if (begins(bytes, ole)) {
    throw new FileRefused(
      "这是旧版 Excel（.xls）或加了密码的文件，请另存为没有密码的 .xlsx 或 .csv。",
    );
  }
  return await linesOf(textOf(bytes));
}

const begins = (bytes: Uint8Array, mark: number[]) => mark.every((byte, n) => bytes[n] === byte);

async function sheetOf(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const { readSheet } = await import("read-excel-file/universal");
  try {
    const rows = await readSheet(bytes.buffer);
    return rows.map((row) => row.map(cellText));
  } catch {
    throw new FileRefused("这个 Excel 文件读不出来，可能损坏了。请用 Excel 打开，另存一份再试。");
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "boolean") return cell ? "是" : "否";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

/** Text as Excel and its kin write it: UTF-8, or GB18030 where "CSV" was chosen on a Chinese Windows. */
export function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  if (begins(bytes, wide)) return new TextDecoder("utf-16le").decode(bytes);
  if (!bytes.includes(0)) {
    for (const encoding of ["utf-8", "gb18030"]) {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes);
      } catch {
        // not in this one
      }
    }
  }
  throw new FileRefused("这不是表格文件，请选 .xlsx 或 .csv。");
}

async function linesOf(text: string): Promise<string[][]> {
  const { default: Papa } = await import("papaparse");
  return Papa.parse<string[]>(text).data.map((row) => row.map(unescaped));
}

/** What was written with a mark before it, so that no spreadsheet takes it for a formula. */
const unescaped = (cell: string) => cell.replace(/^'(?='*[=+\-@])/, "");
