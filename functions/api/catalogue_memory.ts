import type { Arguments, Database } from "@/shared/db.ts";
import { nobody } from "./context.ts";
import { withPictureAddresses } from "./pictures.ts";
import { type KeptReply, keptReply } from "./reply.ts";

/** Pages that are the same for everybody, as `api.read_catalogue` takes them: `{shop, page, …}`. */
export interface CatalogueMemory {
  /** The page as it is in the database at a moment after the call. Throws ApiError. */
  read(asked: Arguments): Promise<KeptReply>;
}

/** A question to the database, and the one that those wait for who came after it had begun. */
interface Line {
  now: Promise<KeptReply>;
  next?: Promise<KeptReply>;
}

interface Page {
  state: string;
  reply: KeptReply;
}

const some_bytes = 16 * 1024 * 1024;

/**
 * Keeps rendered pages in this process. Each question still reads the page's state in the database, which is cheap,
 * and renders only when that has changed: no caller gets an older reply than the state that the database had at the call.
 * Of callers with the same question one reads. A caller that comes during that read waits for the next read, which
 * serves all of them.
 */
export function createCatalogueMemory(
  db: Pick<Database, "callText">,
  most_bytes = some_bytes,
): CatalogueMemory {
  const pages = createPages(most_bytes);
  const lines = new Map<string, Line>();

  async function ask(key: string, asked: Arguments): Promise<KeptReply> {
    const known = pages.get(key);
    const args = known ? { ...asked, known: known.state } : asked;
    const { state, text } = partsOf(await db.callText(nobody.claims, "read_catalogue", args));
    if (known && text === undefined) return known.reply;
    const reply = keptReply(withPictureAddresses(text!));
    pages.set(key, { state, reply });
    return reply;
  }

  function begin(key: string, asked: Arguments): Promise<KeptReply> {
    const line: Line = { now: ask(key, asked) };
    lines.set(key, line);
    const end = () => {
      if (!line.next) lines.delete(key);
    };
    line.now.then(end, end);
    return line.now;
  }

  return {
    read(asked) {
      const key = JSON.stringify(asked);
      const line = lines.get(key);
      if (!line) return begin(key, asked);
      const again = () => begin(key, asked);
      return line.next ??= line.now.then(again, again);
    },
  };
}

const answer_form = /^\{(?:"reply": (.*), )?"state": "([^"]*)"\}$/s;

/** Takes `{"reply": …, "state": "…"}` apart as Postgres wrote it: the reply is passed on as it is. */
function partsOf(answer: string): { state: string; text: string | undefined } {
  const [, text, state] = answer_form.exec(answer) ?? [];
  if (state === undefined) throw new Error("read_catalogue answers in another form");
  return { state, text };
}

/** The pages that were read last, up to so many bytes. */
function createPages(most_bytes: number) {
  const pages = new Map<string, Page>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= pages.get(key)?.reply.body.length ?? 0;
    pages.delete(key);
  }

  return {
    get(key: string): Page | undefined {
      const page = pages.get(key);
      if (page) {
        pages.delete(key);
        pages.set(key, page);
      }
      return page;
    },
    set(key: string, page: Page): void {
      drop(key);
      pages.set(key, page);
      bytes += page.reply.body.length;
      for (const oldest of pages.keys()) {
        if (bytes <= most_bytes) break;
        drop(oldest);
      }
    },
  };
}
