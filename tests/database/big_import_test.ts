import assert from "node:assert/strict";
import { import_rows_most } from "@/contracts/lists.ts";
import type { Member } from "@/tests/support/mall.ts";
import { codeOf, importsOf, type Row } from "@/tests/support/imports.ts";
import { onMall } from "@/tests/support/on_mall.ts";

const phone = (n: number) => String(13_700_000_000 + n);

/** Sends rows as the dashboard does, portion by portion; answers how long the slowest took, in ms. */
async function inPortions(
  rows: Row[],
  send: (portion: Row[]) => Promise<{ outcome: string }[]>,
): Promise<{ slowest: number; outcomes: string[] }> {
  let slowest = 0;
  const outcomes: string[] = [];
  for (let n = 0; n < rows.length; n += import_rows_most) {
    const before = performance.now();
    const items = await send(rows.slice(n, n + import_rows_most));
    slowest = Math.max(slowest, performance.now() - before);
    outcomes.push(...items.map(({ outcome }) => outcome));
  }
  return { slowest, outcomes };
}

Deno.test("1,000 rows are tried out and brought in, portion by portion, each far within its time", () =>
  onMall(async (mall, db) => {
    const { check, bring } = importsOf(mall);
    const chief = await mall.member();
    await mall.promote(chief as Member);
    const by_code = await codeOf(mall, chief);
    const rows = Array.from({ length: 1_000 }, (_, n): Row => ({
      ...{ line: n + 2, kind: n < 200 ? "distributor" : "customer", phone: phone(n) },
      ...(n % 2 ? { by_code } : n < 200 ? {} : { by_phone: phone(n % 200), by_line: n % 200 + 2 }),
    }));
    const id = crypto.randomUUID();
    const tried = await inPortions(rows, (some) => check(some));
    const brought = await inPortions(rows, (some) => bring(some, { id }));
    assert.ok([...tried.outcomes, ...brought.outcomes].every((one) => one === "waiting"));
    const again = await inPortions(rows, (some) => bring(some));
    assert.ok(again.outcomes.every((one) => one === "unchanged"));
    const slowest = Math.max(tried.slowest, brought.slowest, again.slowest);
    assert.ok(slowest < 4_000, `${slowest} ms`); // a statement may take 8 seconds
    const [count] = await db.sql`select count(*)::int as n from person.imported`;
    assert.equal(count!.n, 1_000);
  }));
