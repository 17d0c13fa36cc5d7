import assert from "node:assert/strict";
import { discountWords, freeFreightWords, freightWords } from "./terms";

const freight = (freight_fen: number, free_freight_from_fen: number | null) => ({
  freight_fen,
  free_freight_from_fen,
  ...{
    free_freight_from_pieces: null,
    freight_varies: false,
    free_freight_varies: false,
    regions_not_served: [],
  },
});

Deno.test("freight is said with its price, and with the sum from which it is nothing", () => {
  assert.equal(freightWords(freight(800, 9900)), "运费 8 元，满 99 元包邮");
  assert.equal(freightWords(freight(850, null)), "运费 8.50 元");
  assert.equal(freightWords(freight(0, 9900)), "包邮");
  assert.equal(freightWords(freight(800, 0)), "包邮");
});

Deno.test("freight by regions is said from its lowest on, with where it is not sent", () => {
  const far = { ...freight(800, 9900), freight_varies: true, regions_not_served: ["西藏自治区"] };
  assert.equal(freightWords(far), "运费 8 元起，满 99 元包邮，西藏自治区不配送");
  assert.equal(
    freightWords({ ...freight(0, null), freight_varies: true, free_freight_from_pieces: 3 }),
    "运费 0 元起，满 3 件包邮",
  );
  const regions_not_served = ["甲", "乙", "丙", "丁"];
  assert.equal(
    freightWords({ ...freight(0, null), regions_not_served }),
    "包邮，甲、乙、丙等地不配送",
  );
});

Deno.test("a benefit is what is free or taken off, never a price", () => {
  assert.equal(freeFreightWords(freight(800, 9900)), "满 99 元包邮");
  assert.equal(freeFreightWords(freight(800, null)), "");
  const unlike = { ...freight(800, 9900), freight_varies: true, free_freight_varies: true };
  assert.equal(freeFreightWords(unlike), "满 99 元包邮（部分地区除外）");
  assert.equal(
    discountWords({ discount: { threshold_fen: 20000, reduce_fen: 2000 } }),
    "满 200 减 20 元",
  );
  assert.equal(discountWords({ discount: null }), "");
});
