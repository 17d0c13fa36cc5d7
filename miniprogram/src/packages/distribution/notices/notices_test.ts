import assert from "node:assert/strict";
import { closePage, loose, openPage, phone, until } from "../../../services/fake_phone_test.ts";

const page_file = import.meta.resolve("./notices.ts");
const notice = (id: string, read_at: string | null, leads_to: string | null) => ({
  ...{ id, title: "消息", words: "说明", leads_to, read_at },
  created_at: "2026-11-23T02:00:00Z",
});

Deno.test(
  "what was new keeps its mark while the page is open, however often it is read again",
  loose,
  async () => {
    let read_at: string | null = null;
    phone.begin();
    phone.answer = ({ method }) => {
      if (method === "PUT") read_at = "2026-11-23T03:00:00Z";
      const items = [notice("b", read_at, null), notice("a", "2026-11-22T00:00:00Z", null)];
      return { status: 200, data: method === "PUT" ? { unread: 0 } : { items, next: null } };
    };
    const page = await openPage(page_file);
    const marks = () => page.data.items.map((one: { is_new: boolean }) => one.is_new);
    await until(() => page.data.state === "end" && read_at !== null);
    assert.deepEqual(marks(), [true, false]);
    await page.refresh();
    assert.deepEqual(page.data.items[0].read_at, read_at);
    assert.deepEqual(marks(), [true, false]);
    closePage(page);
    const again = await openPage(page_file);
    await until(() => again.data.state === "end");
    assert.deepEqual(again.data.items.map((one: { is_new: boolean }) => one.is_new), [
      false,
      false,
    ]);
  },
);

Deno.test("a notice opens the page that it leads to, with its query", loose, async () => {
  phone.begin();
  phone.opens = true;
  phone.answer = () => ({ status: 200, data: { items: [], next: null } });
  const page = await openPage(page_file);
  await until(() => page.data.state === "empty");
  phone.done.length = 0;
  for (const leads_to of ["tier", "article?id=7", "customers?tab=lost", null]) {
    page.open({ currentTarget: { dataset: { page: leads_to } } });
  }
  const root = "/packages/distribution";
  assert.deepEqual(phone.done.map((one) => one.split(" ").at(-1)), [
    `${root}/tier/tier`,
    `${root}/article/article?id=7`,
    `${root}/customers/customers?tab=lost`,
  ]);
});
