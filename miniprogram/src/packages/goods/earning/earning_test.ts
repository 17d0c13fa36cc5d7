import assert from "node:assert/strict";
import {
  closePage,
  joinLive,
  loose,
  openPage,
  phone,
  refused,
  tellLive,
  until,
} from "../../../services/fake_phone_test.ts";
import { eachSku } from "./each_sku.ts";

const row_file = import.meta.resolve("./earning.ts");
const session = await import("../../../services/session.ts");

const skus = [["红", "大"], ["绿", "大"]].map((values, n) => ({ id: `s${n}`, values }));
const product = { id: "p1", skus } as never;
const sums = { product_id: "p1", lowest_fen: 100, highest_fen: 250, default_fen: 100, extra: null };
const why = {
  ...sums,
  steps: [{ name: "佣金", words: "¥10.00 × 10% = ¥1.00" }],
  skus: [
    { sku_id: "s0", price_fen: 1000, earned_fen: 100 },
    { sku_id: "s1", price_fen: 2500, earned_fen: 250 },
  ],
};

Deno.test("each SKU is named as people choose it, and none is where all earn the same", () => {
  assert.deepEqual(eachSku(product, why), [
    { name: "红 大", earned_fen: 100 },
    { name: "绿 大", earned_fen: 250 },
  ]);
  assert.deepEqual(eachSku(product, { ...why, highest_fen: 100 }), []);
});

Deno.test(
  "the reason is asked for on a tap, again after a failure, and again when the rules change",
  loose,
  async () => {
    session.signOut();
    phone.member = { ...phone.member, distributor: { id: "d", code: "A", status: "approved" } };
    phone.begin();
    await session.signIn();
    let reason = refused(500, "INTERNAL");
    phone.answer = ({ path }) =>
      path === "/distributor/earnings/p1" ? reason : {
        status: 200,
        data: { items: [sums], changes_at: null, follows_volume: false },
      };
    const row = await openPage(row_file, { product } as never);
    await until(() => row.data.earning);
    assert.ok(!phone.paths().includes("GET /distributor/earnings/p1"));
    row.open();
    await until(() => row.data.problem);
    reason = { status: 200, data: why };
    await row.read();
    assert.deepEqual([row.data.why.default_fen, row.data.each.length], [100, 2]);
    joinLive();
    reason = { status: 200, data: { ...why, default_fen: 120 } };
    tellLive({ kind: "rules.changed", id: "r" });
    await until(() => row.data.why.default_fen === 120);
    closePage(row);
  },
);
