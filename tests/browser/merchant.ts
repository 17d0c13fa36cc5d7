import { Buffer } from "node:buffer";
import type { Dashboard } from "./dashboard.ts";

/** What a merchant does with goods at the dashboard, told by the words that stand on the screen. */

const pictures = new URL("../../supabase/seed/data/pictures/", import.meta.url);

/** A picture of the demo's goods, as a merchant keeps it on a computer. */
export async function picture(n: number) {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(pictures)) {
    if (name.endsWith(".webp")) names.push(name);
  }
  const name = names.toSorted()[n]!;
  const bytes = await Deno.readFile(new URL(name, pictures));
  return { name, mimeType: "image/webp", buffer: Buffer.from(bytes) };
}

/** How a shop presents itself: `mark` is a picture from the computer. */
interface Face {
  name: string;
  colour: string;
  mark?: Awaited<ReturnType<typeof picture>>;
}

/** Gives the shop another face, in its settings. */
export async function dressShop(desk: Dashboard, { name, colour, mark }: Face): Promise<void> {
  await desk.turnTo("settings?tab=theme");
  await desk.page.getByRole("button", { name: "修改店铺形象" }).click();
  const dialog = desk.modal.filter({ hasText: "修改店铺形象" });
  await dialog.getByLabel("店名").fill(name);
  if (mark) {
    await dialog.getByLabel("上传店标").setInputFiles([mark]);
    await dialog.getByRole("img", { name: "店标" }).waitFor();
  }
  await dialog.locator(".ant-color-picker-trigger").click();
  const hex = desk.page.locator(".ant-color-picker-hex-input input");
  await hex.fill(colour.slice(1));
  await hex.press("Enter");
  await dialog.getByLabel("原因").fill("换新装");
  await desk.button("保存", dialog).click();
  await dialog.waitFor({ state: "hidden" });
}

/** On the page of categories. */
export async function makeCategory(desk: Dashboard, name: string, parent?: string): Promise<void> {
  const opener = parent ? `加下级：在 ${parent} 下面新建分类` : "新建分类";
  await desk.page.getByRole("button", { name: opener }).first().click();
  const dialog = desk.modal.filter({ hasText: "新建分类" });
  await dialog.getByLabel("名称").fill(name);
  await desk.button("保存", dialog).click();
  await dialog.waitFor({ state: "hidden" });
  await desk.page.locator(".category-name").filter({ hasText: name }).waitFor();
}

// In the editor of a product ----------------------------------------------------------------------

export const productTitle = (desk: Dashboard) => desk.page.getByLabel("商品名称");
export const skuRows = (desk: Dashboard) => desk.page.locator(".sku-grid tbody tr");

export async function saveProduct(desk: Dashboard): Promise<void> {
  await desk.button("保存商品").click();
}

export async function addSpec(desk: Dashboard, name: string, values: string[]): Promise<void> {
  await desk.button("添加规格项").click();
  const spec = desk.page.locator(".spec").last();
  await spec.getByLabel("规格名称").fill(name);
  for (const [n, value] of values.entries()) {
    if (n > 0) await spec.getByRole("button", { name: "添加规格值" }).click();
    await spec.getByLabel("规格值", { exact: true }).nth(n).fill(value);
  }
}

/** One value for a column of all SKUs. */
export async function fillColumn(desk: Dashboard, column: string, text: string): Promise<void> {
  await desk.page.getByLabel("填哪一列").click();
  await desk.page.locator(".ant-select-item-option").filter({
    hasText: new RegExp(`^${column}（`), // its unit follows
  }).click();
  await desk.page.getByLabel("填什么").fill(text);
  await desk.page.getByRole("button", { name: /^填入/ }).click();
}

/** A cup in two colours and three sizes, put on sale with pictures, a parameter and a text. */
export async function makeCup(desk: Dashboard, category: string): Promise<void> {
  await productTitle(desk).fill("天青手作杯");
  await desk.page.getByLabel("副标题").fill("一只一只拉出来的");
  await desk.page.getByLabel("分类", { exact: true }).click();
  await desk.page.locator(".ant-select-item-option").filter({ hasText: category }).click();
  const upload = desk.page.getByLabel("上传商品图片");
  await upload.setInputFiles([await picture(0), await picture(1)]);
  await desk.page.getByRole("img", { name: "商品图片 2" }).waitFor();
  await addSpec(desk, "颜色", ["天青", "月白"]);
  await addSpec(desk, "大小", ["小", "中", "大"]);
  const columns = { 售价: "88", 划线价: "108", 成本: "30", 库存: "5" };
  for (const [column, text] of Object.entries(columns)) await fillColumn(desk, column, text);
  await desk.page.getByLabel("上架").click();
  await desk.button("添加参数").click();
  await desk.page.getByLabel("参数名 1").fill("产地");
  await desk.page.getByLabel("参数值 1").fill("景德镇");
  await desk.page.getByRole("textbox", { name: "图文详情" }).click();
  await desk.page.keyboard.type("薄如蝉翼");
  await desk.page.getByLabel("插入图片").setInputFiles([await picture(2)]);
  await desk.page.getByRole("img", { name: "详情图片" }).waitFor();
}
