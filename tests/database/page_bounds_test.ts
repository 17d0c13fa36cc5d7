import assert from "node:assert/strict";
import { block_bounds } from "@/contracts/page_bounds.ts";
import { onMall } from "@/tests/support/on_mall.ts";

Deno.test("SQL bounds the fields of blocks as the contract does", () =>
  onMall(async (_, db) => {
    const rows = await db.sql<{ form: string; field: string; least: number; most: number }[]>`
      select form, field, low as least, high as most from private.block_fields() where high > 0`;
    const said = Object.entries(block_bounds).flatMap(([form, fields]) =>
      Object.entries(fields).map(([field, bounds]) => ({ form, field, ...bounds }))
    );
    const byName = <T extends { form: string; field: string }>(some: readonly T[]) =>
      Object.fromEntries(some.map((one) => [`${one.form} ${one.field}`, { ...one }]));
    assert.deepEqual(byName(rows), byName(said));
  }));
