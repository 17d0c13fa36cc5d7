import type { Buffer } from "node:buffer";

/** A row as text, by column name. A value that was not sent is missing. */
export type TextRow = Record<string, string | null>;

/** Reads Postgres' logical replication messages (pgoutput, protocol 1), as far as inserts need it. */
export class InsertReader {
  readonly #columns = new Map<number, string[]>();

  /** The inserted row, if this message is an insert. */
  read(message: Buffer): TextRow | undefined {
    switch (message[0]) {
      case 0x52: // R: relation, sent before its first row
        this.#readRelation(message);
        return undefined;
      case 0x49: // I: insert
        return this.#readInsert(message);
      default: // begin, commit, type, origin, truncate
        return undefined;
    }
  }

  #readRelation(message: Buffer): void {
    let at = 5;
    const text = () => {
      const end = message.indexOf(0, at);
      const value = message.toString("utf8", at, end);
      at = end + 1;
      return value;
    };
    text(); // schema
    text(); // table
    at += 1; // replica identity
    const columns: string[] = new Array(message.readUInt16BE(at));
    at += 2;
    for (let i = 0; i < columns.length; i++) {
      at += 1; // flags
      columns[i] = text();
      at += 8; // type and its modifier
    }
    this.#columns.set(message.readUInt32BE(1), columns);
  }

  #readInsert(message: Buffer): TextRow {
    const columns = this.#columns.get(message.readUInt32BE(1));
    if (!columns) throw new Error("insert into a relation that was not announced");
    const row: TextRow = {};
    let at = 8; // kind, relation, 'N', number of columns
    for (const column of columns) {
      const kind = message[at++];
      if (kind === 0x6e) row[column] = null; // n
      if (kind !== 0x74) continue; // u: unchanged, not sent
      const length = message.readUInt32BE(at);
      row[column] = message.toString("utf8", at + 4, at + 4 + length);
      at += 4 + length;
    }
    return row;
  }
}
