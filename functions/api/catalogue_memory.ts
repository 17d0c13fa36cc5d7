import type { Database } from "@/shared/db.ts";
import { fromPostgres } from "@/shared/errors.ts";
import { nobody } from "./context.ts";
import { withPictureAddresses } from "./pictures.ts";
import { type KeptReply, keptReply } from "./reply.ts";

/** A page that is the same for everybody, as `api.read_catalogue` takes it, and its shop. */
export interface CataloguePage extends Record<string, unknown> {
  shop: string;
  page: "home" | "recruit" | "topic" | "categories" | "products" | "product";
  query?: string | undefined;
}

/** The catalogue as everybody reads it. */
export interface CatalogueMemory {
  /** The page as it is in the database at a moment after the call. Throws ApiError. */
  read(asked: CataloguePage): Promise<KeptReply>;
}

/** A page that somebody waits for. */
interface Question {
  asked: CataloguePage;
  key: string;
  answer: PromiseWithResolvers<KeptReply>;
}

/** Pages of a shop that are waited for: those that a call under way has asked for, and those that the next one will. */
interface Line {
  waiting: Map<string, Question>;
  under_way: Set<string>;
  calls: number;
}

interface KeptPage {
  state: string;
  reply: KeptReply;
}

const some_bytes = 16 * 1024 * 1024;
/** Two, so that the database reads while this process writes replies. */
const most_calls = 2;
/** As many as `api.read_catalogue` takes. */
const most_pages = 20;

/**
 * Keeps rendered pages in this process. Each question still reads the page's state in the database, which is cheap,
 * and renders only when that has changed: no caller gets an older reply than the state that the database had at the call.
 * One call asks for all pages that are waited for; of callers with the same question one asks. A caller that comes
 * while his page is being read waits for the next reading, which serves all of them.
 */
export function createCatalogueMemory(
  db: Pick<Database, "callText">,
  most_bytes = some_bytes,
): CatalogueMemory {
  const kept = createPages(most_bytes);
  const lines = new Map<string, Line>();

  async function ask(shop: string, questions: Question[]): Promise<void> {
    const known = questions.map(({ key }) => kept.get(key));
    const pages = questions.map(({ asked: { shop: _shop, ...page } }, n) => ({
      ...page,
      known: known[n]?.state,
    }));
    try {
      const text = await db.callText(nobody.claims, "read_catalogue", { shop, pages });
      for (const [n, answer] of answersOf(text).entries()) settle(questions[n]!, answer, known[n]);
    } catch (error) {
      for (const { answer } of questions) answer.reject(error); // one that has its answer keeps it
    }
  }

  function settle({ key, answer }: Question, page: Answer, known: KeptPage | undefined): void {
    if ("refusal" in page) return answer.reject(fromPostgres(page.refusal));
    if (page.text === undefined) return answer.resolve(known!.reply);
    const reply = keptReply(withPictureAddresses(page.text));
    kept.set(key, { state: page.state, reply });
    answer.resolve(reply);
  }

  /** Asks for what is waited for, unless calls enough are under way. */
  function proceed(place: string, line: Line): void {
    while (line.calls < most_calls) {
      const questions = takeFrom(line);
      if (questions.length === 0) break;
      line.calls++;
      ask(questions[0]!.asked.shop, questions).then(() => {
        line.calls--;
        for (const { key } of questions) line.under_way.delete(key);
        proceed(place, line);
      });
    }
    if (line.calls === 0) lines.delete(place);
  }

  return {
    read(asked) {
      const place = `${asked.shop} ${asked.query ?? ""}`; // a search may take long: nobody else waits for it
      const line = lines.get(place) ?? { waiting: new Map(), under_way: new Set(), calls: 0 };
      lines.set(place, line);
      const key = JSON.stringify(asked);
      const same = line.waiting.get(key);
      if (same) return same.answer.promise;
      const answer = Promise.withResolvers<KeptReply>();
      line.waiting.set(key, { asked, key, answer });
      proceed(place, line);
      return answer.promise;
    },
  };
}

/** The next questions, each of which no call has under way. */
function takeFrom({ waiting, under_way }: Line): Question[] {
  const taken: Question[] = [];
  for (const [key, question] of waiting) {
    if (taken.length === most_pages) break;
    if (!under_way.has(key)) taken.push(question);
  }
  for (const { key } of taken) {
    waiting.delete(key);
    under_way.add(key);
  }
  return taken;
}

/** What the database says of a page; no text where it is as it was. */
type Answer = { state: string; text: string | undefined } | {
  refusal: { code: string; message: string; detail: string };
};

const beginning = '{"page_state" : ';
const answer_form = /^(?:"([^"]*)"(?:, "reply" : (.*))?|null, "refusal" : (.*))\}[,\]]$/s;

/**
 * Takes `[{"page_state" : …, "reply" : …},…]` apart as Postgres wrote it: a reply is passed on as it is. Inside a
 * text of a reply the beginning of a page would stand with its quotes escaped.
 */
function answersOf(answer: string): Answer[] {
  return answer.split(beginning).slice(1).map((part) => {
    const [found, state, text, refusal] = answer_form.exec(part) ?? [];
    if (found === undefined) throw new Error("read_catalogue answers in another form");
    return refusal === undefined ? { state: state!, text } : { refusal: JSON.parse(refusal) };
  });
}

/** The pages that were read last, up to so many bytes. */
function createPages(most_bytes: number) {
  const pages = new Map<string, KeptPage>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= pages.get(key)?.reply.body.length ?? 0;
    pages.delete(key);
  }

  return {
    get(key: string): KeptPage | undefined {
      const page = pages.get(key);
      if (page) {
        pages.delete(key);
        pages.set(key, page);
      }
      return page;
    },
    set(key: string, page: KeptPage): void {
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
