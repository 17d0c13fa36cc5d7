/** The file itself cannot be read, or not as products; the message says what to change. */
export class FileRefused extends Error {
  override name = "FileRefused";
}

/** What is wrong in a row of a file; no heading where it is the row or the product as a whole. */
export interface FileProblem {
  /** As a spreadsheet counts its rows. */
  row: number;
  code: string;
  heading: string | null;
  message: string;
}
