import assert from "node:assert/strict";
import { until } from "@/tests/support/waiting.ts";
import type { Dashboard } from "./dashboard.ts";
import { productTitle, saveProduct } from "./merchant.ts";
import { browserTest } from "./world.ts";

browserTest(
  "a file that is too large, no picture or unreadable is told of in words, and nothing typed is lost",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods/new" });
    await productTitle(desk).fill("杯子");
    const upload = desk.page.getByLabel("上传商品图片");
    const folder = await Deno.makeTempDir();
    const file = async (name: string, size: number, beginning = "") => {
      await Deno.writeTextFile(`${folder}/${name}`, beginning);
      await Deno.truncate(`${folder}/${name}`, size);
      return `${folder}/${name}`;
    };
    await upload.setInputFiles(await file("大图.jpg", 30 * 1024 * 1024));
    await desk.sees("“大图.jpg”有 30.0 MB，图片不能超过 20 MB");
    await upload.setInputFiles(await file("坏图.png", 100));
    await desk.sees("“坏图.png”读不出来，文件可能坏了，请换一张");
    await upload.setInputFiles(await file("说明.pdf", 100));
    await desk.sees(/“说明.pdf”不是图片/);
    const video = desk.page.getByLabel("上传商品视频");
    await video.setInputFiles(await file("假的.mp4", 100));
    await desk.sees(/“假的.mp4”不是 MP4 视频/);
    await video.setInputFiles(await file("长片.mp4", 30 * 1024 * 1024, "\0\0\0\x18ftypisom"));
    await desk.sees("“长片.mp4”有 30.0 MB，视频不能超过 20 MB");
    assert.equal(await productTitle(desk).inputValue(), "杯子");
    await desk.page.reload();
    await desk.sees(/^已恢复/);
    assert.equal(await productTitle(desk).inputValue(), "杯子");
    await desk.button("不要了").click();
    assert.equal(await productTitle(desk).inputValue(), "");
    await Deno.remove(folder, { recursive: true });
  },
);

browserTest(
  "two edit one product: the second is told what changed, merges, and neither's change is lost",
  async (world) => {
    const { product } = await world.books.things("oQingteng001demo000000000000");
    const at = `goods/${product}`;
    const first = await world.dashboard("owner@qingteng.test", { at });
    const second = await world.anotherWindow(first);
    await second.goto(at);
    for (const desk of [first, second]) await productTitle(desk).waitFor();
    second.watch.allow(/status of 409/);
    const subtitle = second.page.getByLabel("副标题");
    await subtitle.fill("第二个人写的");
    const old = await productTitle(first).inputValue();
    await productTitle(first).fill(`${old.slice(0, 40)} 新`);
    await saveProduct(first);
    await first.sees("商品已保存");
    await saveProduct(second);
    const dialog = second.modal.filter({ hasText: "刚刚被改过" });
    await dialog.getByText(`${old.slice(0, 40)} 新`).waitFor();
    await second.button("合并，回到编辑", dialog).click();
    assert.equal(await productTitle(second).inputValue(), `${old.slice(0, 40)} 新`);
    assert.equal(await subtitle.inputValue(), "第二个人写的");
    await saveProduct(second);
    await second.sees("商品已保存");
    const untouched = first.page.getByLabel("副标题");
    await until(
      "the other window follows",
      async () => await untouched.inputValue() === "第二个人写的",
    );
    await productTitle(first).fill(old);
    await untouched.fill("");
    await saveProduct(first);
    await first.sees("商品已保存");
  },
);

browserTest("categories are put into another order by keys, and stay so", async (world) => {
  const desk = await world.dashboard("owner@qingteng.test", { at: "goods/categories" });
  const names = () => desk.page.locator(".category-name").allInnerTexts();
  await desk.page.locator(".category-name").first().waitFor();
  const [one, two, ...others] = await names();
  const move = (name: string, key: string) =>
    desk.page.getByRole("button", { name: new RegExp(`^移动 ${name}，`) }).press(key);
  await move(one!, "ArrowDown");
  await desk.sees("顺序已保存");
  assert.deepEqual(await names(), [two, one, ...others]);
  await desk.page.reload();
  await desk.page.locator(".category-name").first().waitFor();
  assert.deepEqual(await names(), [two, one, ...others]);
  await move(one!, "ArrowUp");
  await desk.sees("顺序已保存");
});

browserTest(
  "one shelf is counted in two windows: the first count stands, the second is told, and no number typed is lost",
  async (world) => {
    const first = await world.dashboard("owner@qingteng.test", { at: "goods/stock" });
    const second = await world.anotherWindow(first);
    await second.goto("goods/stock");
    const counted = (desk: Dashboard) => desk.page.getByLabel(/^实点 /).first();
    const save = async (desk: Dashboard) => {
      await desk.button("保存盘点").click();
      await desk.modal.getByRole("textbox").fill("月底盘点");
      await desk.button("保存盘点", desk.modal).click();
    };
    for (const desk of [first, second]) await counted(desk).waitFor();
    const row = first.page.locator("tbody tr[data-row-key]").first();
    const shelf = Number((await row.locator("td").nth(3).innerText()).replaceAll(",", ""));
    await counted(first).fill(String(shelf - 1));
    await first.page.reload();
    await counted(first).waitFor();
    assert.equal(await counted(first).inputValue(), String(shelf - 1));
    await first.sees("少 1");

    await counted(second).fill(String(shelf - 2));
    await save(first);
    await first.sees("已盘点 1 个规格");
    await save(second);
    await second.sees(/读取之后库存又变过.*现在应有/);
    await second.button("关闭", second.modal).last().click(); // the first is the cross
    await second.button("重新点过，没变").click();
    await second.sees("少 1"); // of what the first has counted
    await save(second);
    await second.sees("已盘点 1 个规格");
    assert.equal(await counted(second).inputValue(), "");
  },
);
