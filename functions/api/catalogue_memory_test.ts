import assert from "node:assert/strict";
import type { Arguments, Claims } from "@/shared/db.ts";
import { ApiError } from "@/shared/errors.ts";
import type { KeptReply } from "./reply.ts";
import { type CataloguePage, createCatalogueMemory } from "./catalogue_memory.ts";

/** A database that answers when it is told to. */
class SlowDatabase {
  /** The pages that each call has asked for. */
  readonly calls: Arguments[][] = [];
  #waiting: (() => void)[] = [];
  value = 1;
  refuses = false;
  /** The pages that are refused by themselves. */
  gone: unknown[] = [];

  get asked(): Arguments[] {
    return this.calls.flat();
  }

  callText = (_claims: Claims, _fn: string, args: Arguments = {}): Promise<string> => {
    const pages = args.pages as Arguments[];
    this.calls.push(pages);
    const state = String(this.value); // as it is when the question arrives
    const { refuses } = this;
    return new Promise((resolve, reject) => {
      this.#waiting.push(() =>
        refuses
          ? reject(new ApiError("SHOP_NOT_FOUND"))
          : resolve(`[${pages.map((page) => this.#answer(page, state)).join()}]`)
      );
    });
  };

  #answer({ known, product }: Arguments, state: string): string {
    if (product !== undefined && this.gone.includes(product)) {
      return `{"page_state" : null, "refusal" : {"code" : "PT404", "message" : "PRODUCT_NOT_FOUND", "detail" : ""}}`;
    }
    const reply = known === state ? "" : `, "reply" : {"n": ${state}}`;
    return `{"page_state" : "${state}"${reply}}`;
  }

  async answer(): Promise<void> {
    this.#waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const page: CataloguePage = { shop: "demo", page: "home" };

function numberIn({ body }: KeptReply): number {
  return JSON.parse(new TextDecoder().decode(body)).n;
}

Deno.test("of those who ask for the same page one reads; later ones wait for a reading that begins after them", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db);
  const first = memory.read(page);
  db.value = 2; // the first question is under way: it may not answer those who come now
  const later = Array.from({ length: 50 }, () => memory.read(page));
  await db.answer();
  assert.equal(numberIn(await first), 1);
  assert.equal(db.asked.length, 2);
  db.value = 3;
  const last = memory.read(page);
  await db.answer();
  assert.deepEqual(new Set((await Promise.all(later)).map(numberIn)), new Set([2]));
  await db.answer();
  assert.equal(numberIn(await last), 3);
  assert.equal(db.asked.length, 3);
});

Deno.test("a page whose state is known comes from memory, the very same bytes; other pages have states of their own", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db);
  const read = async (asked: CataloguePage) => {
    const reply = memory.read(asked);
    await db.answer();
    return await reply;
  };
  const first = await read(page);
  assert.equal(await read(page), first);
  assert.deepEqual(db.asked.at(-1), { page: "home", known: "1" });
  db.value = 2;
  const second = await read(page);
  assert.equal(numberIn(second), 2);
  assert.notEqual(second.etag, first.etag);
  await read({ ...page, shop: "other" });
  assert.equal(db.asked.at(-1)!.known, undefined);
});

Deno.test("a refusal reaches everybody who waited for it and is not kept", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db);
  db.refuses = true;
  const refused = { code: "SHOP_NOT_FOUND" };
  const asked = [memory.read(page), memory.read(page), memory.read(page)];
  const seen = asked.map((reply) => assert.rejects(reply, refused));
  await db.answer();
  await db.answer();
  await Promise.all(seen);
  assert.equal(db.asked.length, 2);
  db.refuses = false;
  const well = memory.read(page);
  await db.answer();
  assert.equal(numberIn(await well), 1);
});

Deno.test("pages that are waited for are asked for in one call, at most 20, and two calls at once", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db);
  const product = (n: number): CataloguePage => ({ shop: "demo", page: "product", product: n });
  const asked = Array.from({ length: 43 }, (_, n) => memory.read(product(n)));
  assert.deepEqual(db.calls.map((pages) => pages.length), [1, 1]);
  for (let n = 0; n < 5; n++) await db.answer();
  assert.deepEqual(db.calls.map((pages) => pages.length), [1, 1, 20, 20, 1]);
  assert.deepEqual(db.asked.map(({ product }) => product), asked.map((_, n) => n));
  assert.deepEqual((await Promise.all(asked)).map(numberIn), asked.map(() => 1));
});

Deno.test("a page that is refused spoils none of those asked for with it", async () => {
  const db = new SlowDatabase();
  db.gone = [2];
  const memory = createCatalogueMemory(db);
  const asked = [0, 1, 2, 3].map((product) =>
    memory.read({ shop: "demo", page: "product", product })
  );
  const refused = assert.rejects(asked[2]!, { code: "PRODUCT_NOT_FOUND", status: 404 });
  for (let n = 0; n < 3; n++) await db.answer();
  await refused;
  assert.deepEqual((await Promise.all([0, 1, 3].map((n) => asked[n]!))).map(numberIn), [1, 1, 1]);
});

Deno.test("a search, which may take long, keeps only those waiting who search the same; so does another shop", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db);
  const shelf = (more: Partial<CataloguePage>) =>
    memory.read({ shop: "demo", page: "products", ...more });
  const asked = [
    ...["tea", "tea", "cup", "pot"].map((query) => shelf({ query })),
    shelf({}),
    shelf({ sort: "sold" }),
    shelf({ shop: "other" }),
  ];
  assert.deepEqual(db.calls.map((pages) => pages.length), [1, 1, 1, 1, 1, 1]);
  for (let n = 0; n < 7; n++) await db.answer();
  await Promise.all(asked);
});

Deno.test("what was read longest ago is forgotten when there is too much", async () => {
  const db = new SlowDatabase();
  const memory = createCatalogueMemory(db, 3 * '{"n": 1}'.length);
  const read = async (shop: string) => {
    const reply = memory.read({ ...page, shop });
    await db.answer();
    await reply;
    return db.asked.at(-1)!.known !== undefined;
  };
  for (const shop of ["a", "b", "c", "a", "d"]) await read(shop);
  assert.deepEqual([await read("a"), await read("c"), await read("b")], [true, true, false]);
});
