import assert from "node:assert/strict";
import { closePage, loose, openPage, phone, until } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./footprints.ts");
const { dayWords, listed } = await import("./days.ts");

const at = Date.parse("2026-11-30T00:30:00+08:00");
const footprint = (id: string, day: string) => ({ id, day, product: { id: `p${id}` } }) as never;

Deno.test("days are today, yesterday or a date, by the clock of Shanghai", () => {
  const said = ["2026-11-30", "2026-11-29", "2026-11-28", "2025-12-31"]
    .map((day) => dayWords(day, at));
  assert.deepEqual(said, ["今天", "昨天", "11月28日", "2025年12月31日"]);
});

Deno.test("the first footprint of each day has a heading, also across pages of the list", () => {
  const one = listed([footprint("3", "2025-01-03"), footprint("2", "2025-01-03")], "");
  assert.deepEqual(one.map(({ heading }) => heading), ["2025年1月3日", ""]);
  const next = listed([footprint("1", "2025-01-03"), footprint("0", "2025-01-01")], "2025-01-03");
  assert.deepEqual(next.map(({ heading }) => heading), ["", "2025年1月1日"]);
});

Deno.test("clearing asks first, and leaves the list empty", loose, async () => {
  phone.begin();
  let kept = [footprint("1", "2025-01-03")];
  phone.answer = ({ method }) => {
    if (method === "DELETE") kept = [];
    return { status: 200, data: { items: kept, next: null } };
  };
  const page = await openPage(page_file);
  await until(() => page.data.state === "end");
  phone.confirms = false;
  await page.clear();
  assert.equal(page.data.items.length, 1);
  phone.confirms = true;
  await page.clear();
  assert.equal(page.data.state, "empty");
  closePage(page);
});
