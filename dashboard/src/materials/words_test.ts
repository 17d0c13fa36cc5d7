import assert from "node:assert/strict";
import { mallNow } from "../lib/clock.ts";
import { materialState } from "./words.ts";

const at = (days: number) => new Date(mallNow() + days * 86_400_000).toISOString();
const shown = {
  status: "on" as const,
  is_shown: true,
  shown_from: null,
  shown_until: null,
  product: null,
};
const hidden = { ...shown, is_shown: false };
const product = { id: "p", title: "龙井", image_url: null, on_sale: false };

Deno.test("a material that is on says why distributors do not see it", () => {
  const words = (one: Parameters<typeof materialState>[0]) => materialState(one).text;
  assert.equal(words(shown), "展示中");
  assert.equal(words({ ...hidden, status: "draft" }), "草稿");
  assert.equal(words({ ...hidden, status: "off", product }), "已收起");
  assert.equal(words({ ...hidden, product }), "商品已下架");
  assert.equal(words({ ...hidden, shown_from: at(1) }), "未到时间");
  assert.equal(words({ ...hidden, shown_from: at(-2), shown_until: at(-1) }), "已过期");
});
