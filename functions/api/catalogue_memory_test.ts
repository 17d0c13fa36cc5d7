import assert from "node:assert/strict";
import type { Arguments, Claims } from "@/shared/db.ts";
import { ApiError } from "@/shared/errors.ts";
import type { KeptReply } from "./reply.ts";
import { createCatalogueMemory } from "./catalogue_memory.ts";

/** A database that answers when it is told to. */
class SlowDatabase {
  readonly asked: Arguments[] = [];
  #waiting: (() => void)[] = [];
  value = 1;
  refuses = false;

  callText = (_claims: Claims, _fn: string, args: Arguments = {}): Promise<string> => {
    this.asked.push(args);
    const state = String(this.value); // as it is when the question arrives
    const { refuses } = this;
    return new Promise((resolve, reject) => {
      this.#waiting.push(() =>
        refuses ? reject(new ApiError("PRODUCT_NOT_FOUND")) : resolve(
          `{${args.known === state ? "" : `"reply": {"n": ${state}}, `}"state": "${state}"}`,
        )
      );
    });
  };

  async answer(): Promise<void> {
    this.#waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const page = { shop: "demo", page: "home" };

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
  const read = async (asked: Arguments) => {
    const reply = memory.read(asked);
    await db.answer();
    return await reply;
  };
  const first = await read(page);
  assert.equal(await read(page), first);
  assert.deepEqual(db.asked.at(-1), { ...page, known: "1" });
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
  const refused = { code: "PRODUCT_NOT_FOUND" };
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
