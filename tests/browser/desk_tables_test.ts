import assert from "node:assert/strict";
import { errors } from "@/contracts/error_texts.ts";
import { until } from "@/tests/support/waiting.ts";
import type { Dashboard } from "./dashboard.ts";
import { answerOnce } from "./windows.ts";
import { browserTest } from "./world.ts";

const rows = (desk: Dashboard) => desk.page.locator("tbody tr.ant-table-row");
const box = (desk: Dashboard, n: number) => rows(desk).nth(n).getByRole("checkbox");
const bar = (desk: Dashboard) => desk.page.getByRole("region", { name: "批量操作" });

/** Decides about all rows that are chosen. */
async function decide(desk: Dashboard, act: string, ok: string): Promise<void> {
  await desk.button(`批量${act}`).click();
  await desk.modal.getByRole("textbox").fill("换季");
  await desk.button(ok, desk.modal).click();
  await desk.modal.waitFor({ state: "hidden" });
}

/** The lowest prices of the products as they stand there. */
async function prices(desk: Dashboard): Promise<number[]> {
  const texts = await rows(desk).locator(".price").allTextContents();
  return texts.map((text) => Number(/[\d,.]+/.exec(text)![0].replace(",", "")));
}

browserTest(
  "a heading sorts the list, the address keeps the sort, and the list says how many there are",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods" });
    await desk.sees(/^共 \d+ 条$/);
    const heading = desk.page.getByRole("columnheader", { name: /售价/ });
    for (
      const [sort, direction] of [
        ["-price_fen", "descending"],
        ["price_fen", "ascending"],
      ] as const
    ) {
      await heading.click();
      await desk.page.waitForURL((url) => url.searchParams.get("sort") === sort);
      await until(`${direction} prices`, async () => {
        const shown = await prices(desk);
        const up = shown.toSorted((a, b) => a - b);
        const expected = direction === "ascending" ? up : up.toReversed();
        return await heading.getAttribute("aria-sort") === direction &&
          String(shown) === String(expected);
      });
    }
    await desk.button("加载更多").click();
    await rows(desk).nth(39).waitFor();
    const all = await prices(desk);
    assert.deepEqual(all, all.toSorted((a, b) => a - b));
    await heading.click(); // as usual again
    await desk.page.waitForURL((url) => !url.searchParams.has("sort"));
    await desk.goto("goods?sort=title"); // no sort of this list
    await rows(desk).first().waitFor();
  },
);

browserTest(
  "several goods are chosen with shift and taken off sale together, and put on sale again",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", {
      at: "goods?status=on_sale&sort=price_fen",
    });
    await box(desk, 1).click();
    await box(desk, 3).click({ modifiers: ["Shift"] });
    await bar(desk).getByText("已选 3 件").waitFor();
    const titles = (await rows(desk).locator(".goods-title").allTextContents()).slice(1, 4);
    await decide(desk, "下架", "下架 3 件");
    await bar(desk).waitFor({ state: "hidden" });
    await rows(desk).filter({ hasText: titles[0]! }).first().waitFor({ state: "hidden" });

    await desk.turnTo("goods?status=off_sale");
    for (const title of titles) {
      await rows(desk).filter({ hasText: title }).first().getByRole("checkbox").click();
    }
    await decide(desk, "上架", "上架 3 件");
    await rows(desk).filter({ hasText: titles[0]! }).first().waitFor({ state: "hidden" });
  },
);

browserTest(
  "what a batch could not do is named, and tried again alone under a key of its own",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test");
    const asked: { ids: string[]; key: string | undefined }[] = [];
    desk.page.on("request", (request) => {
      if (request.method() !== "PUT" || !request.url().endsWith("/products/status")) return;
      const { ids } = request.postDataJSON() as { ids: string[] };
      asked.push({ ids, key: request.headers()["idempotency-key"] });
    });
    await answerOnce(desk.page, "**/staff/products/status", async (route) => {
      const { ids } = route.request().postDataJSON() as { ids: string[] };
      const why = { code: "CONFLICT", message: errors.CONFLICT.text };
      const items = ids.map((id, n) =>
        n === 0 ? { id, ...why } : { id, code: null, message: null }
      );
      await route.fulfill({ json: { items } });
    });
    await desk.turnTo("goods?status=on_sale&sort=-price_fen");
    for (const n of [0, 1]) await box(desk, n).click();
    const name = (await rows(desk).nth(0).locator(".goods-title").textContent())!;
    await desk.button("批量上架").click();
    await desk.modal.getByRole("textbox").fill("换季");
    await desk.button("上架 2 件", desk.modal).click();
    await desk.modal.getByText("1 件已完成，1 件没有办成").waitFor();
    await desk.modal.getByRole("listitem").filter({ hasText: name })
      .getByText(errors.CONFLICT.text).waitFor();
    await desk.button("重试这 1 件", desk.modal).click();
    await desk.modal.waitFor({ state: "hidden" });
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[1]!.ids, [asked[0]!.ids[0]]);
    assert.notEqual(asked[0]!.key, asked[1]!.key);
  },
);

browserTest("staff who may decide nothing about many rows choose none", async (world) => {
  const desk = await world.dashboard("support@qingteng.test");
  for (const path of ["withdrawals", "goods"]) {
    await desk.turnTo(path);
    await rows(desk).first().waitFor();
    assert.equal(await rows(desk).getByRole("checkbox").count(), 0, path);
  }
});
