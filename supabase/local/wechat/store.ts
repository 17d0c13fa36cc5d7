/** A line of the journal: table, id, row. */
type Line = [table: string, id: string, row: unknown];

/** What a table keeps besides its rows. */
export interface TableOptions<Row> {
  /** Other names under which a row is found. */
  readonly names?: (row: Row) => (string | undefined)[];
  /** Rows on which time still works; the tick looks at these alone. */
  readonly live?: (row: Row) => boolean;
}

/** Rows in memory by id; every put is written to the journal before it returns. */
export class Table<Row extends object> {
  readonly #rows = new Map<string, Row>();
  readonly #names = new Map<string, Row>();
  readonly #live = new Map<string, Row>();

  constructor(
    private readonly name: string,
    private readonly journal: Journal,
    private readonly options: TableOptions<Row> = {},
  ) {
    for (const [id, row] of journal.read(name)) this.#keep(id, row as Row);
    journal.tables.push(this as unknown as Table<object>);
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** By another name of the row (see TableOptions.names). */
  find(name: string): Row | undefined {
    return this.#names.get(name);
  }

  put(id: string, row: Row): void {
    this.#keep(id, row);
    this.journal.append([this.name, id, row]);
  }

  /** In the order in which they first came. */
  rows(): Iterable<Row> {
    return this.#rows.values();
  }

  live(): Iterable<Row> {
    return this.#live.values();
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The whole table as lines, for a fresh journal. */
  *lines(): Iterable<Line> {
    for (const [id, row] of this.#rows) yield [this.name, id, row];
  }

  #keep(id: string, row: Row): void {
    this.#rows.set(id, row);
    for (const name of this.options.names?.(row) ?? []) {
      if (name !== undefined) this.#names.set(name, row);
    }
    if (this.options.live?.(row)) this.#live.set(id, row);
    else this.#live.delete(id);
  }
}

/**
 * An append-only file of JSON lines; the last line of an id counts. It is rewritten without its past when opened.
 * Without a folder nothing is kept.
 */
export class Journal {
  readonly tables: Table<object>[] = [];
  readonly #loaded = new Map<string, Map<string, unknown>>();
  readonly #path: string | undefined;
  #file: Deno.FsFile | undefined;
  readonly #encoder = new TextEncoder();

  constructor(folder: string | undefined) {
    if (folder === undefined) return;
    Deno.mkdirSync(folder, { recursive: true });
    this.#path = `${folder}/journal.jsonl`;
    this.#load(this.#path);
  }

  read(table: string): Iterable<[string, unknown]> {
    return this.#loaded.get(table) ?? [];
  }

  append(line: Line): void {
    this.#file?.writeSync(this.#encoder.encode(JSON.stringify(line) + "\n"));
  }

  /** Called once, when every table has read its rows. */
  start(): void {
    this.#loaded.clear();
    if (this.#path === undefined) return;
    const fresh = `${this.#path}.new`;
    this.#file = Deno.openSync(fresh, { write: true, create: true, truncate: true });
    for (const table of this.tables) for (const line of table.lines()) this.append(line);
    Deno.renameSync(fresh, this.#path);
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
  }

  #load(path: string): void {
    let text: string;
    try {
      text = Deno.readTextFileSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      throw error;
    }
    // What follows the last line end was being written when the process was killed.
    for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
      if (line === "") continue;
      const [table, id, row] = JSON.parse(line) as Line;
      const rows = this.#loaded.get(table) ?? new Map<string, unknown>();
      this.#loaded.set(table, rows.set(id, row));
    }
  }
}
