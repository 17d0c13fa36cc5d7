import assert from "node:assert/strict";
import { type TestDatabase, testDatabase } from "./database.ts";
import { Mall } from "./mall.ts";

/** A fresh database with one shop; afterwards its books must be right. */
export async function onMall(work: (mall: Mall, db: TestDatabase) => Promise<void>): Promise<void> {
  const db = await testDatabase();
  try {
    const mall = await Mall.open(db);
    await work(mall, db);
    await mall.checkBooks();
  } finally {
    await db.drop();
  }
}

/** Expects a refusal with this code. */
export async function refuses(code: string, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error: Error) => {
    assert.equal(error.message, code);
    return true;
  });
}

/** Expects that a role may not even call the function. */
export async function forbids(promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, { code: "42501" });
}

/** Days in so many seconds, for the clock. */
export const seconds = (count: number) => count / 86_400;

export const minutes = (count: number) => seconds(60 * count);
