import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { until } from "@/tests/support/waiting.ts";
import type { Dashboard } from "./dashboard.ts";
import { chooseAndBuy, giveAddress, placeAndPay } from "./shopping.ts";
import { browserTest } from "./world.ts";

const pictures = new URL("../../supabase/seed/data/pictures/", import.meta.url);

/** A picture of the demo's goods, as a merchant has it on his computer. */
async function picture(n: number) {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(pictures)) {
    if (name.endsWith(".webp")) names.push(name);
  }
  const name = names.toSorted()[n]!;
  const bytes = await Deno.readFile(new URL(name, pictures));
  return { name, mimeType: "image/webp", buffer: Buffer.from(bytes) };
}

async function makeCategory(desk: Dashboard, name: string, parent?: string): Promise<void> {
  const opener = parent ? `加下级：在 ${parent} 下面新建分类` : "新建分类";
  await desk.page.getByRole("button", { name: opener }).first().click();
  const dialog = desk.modal.filter({ hasText: "新建分类" });
  await dialog.getByLabel("名称").fill(name);
  await desk.button("保存", dialog).click();
  await dialog.waitFor({ state: "hidden" });
  await desk.page.locator(".category-name").filter({ hasText: name }).waitFor();
}

async function addSpec(desk: Dashboard, name: string, values: string[]): Promise<void> {
  await desk.button("添加规格项").click();
  const spec = desk.page.locator(".spec").last();
  await spec.getByLabel("规格名称").fill(name);
  for (const [n, value] of values.entries()) {
    if (n > 0) await spec.getByRole("button", { name: "添加规格值" }).click();
    await spec.getByLabel("规格值", { exact: true }).nth(n).fill(value);
  }
}

async function fillColumn(desk: Dashboard, column: string, text: string): Promise<void> {
  await desk.page.getByLabel("填哪一列").click();
  await desk.page.locator(".ant-select-item-option").filter({ hasText: column }).click();
  await desk.page.getByLabel("填什么").fill(text);
  await desk.page.getByRole("button", { name: /^填入/ }).click();
}

const title = (desk: Dashboard) => desk.page.getByLabel("商品名称");
const rows = (desk: Dashboard) => desk.page.locator(".sku-grid tbody tr");

async function save(desk: Dashboard): Promise<void> {
  await desk.button("保存商品").click();
}

browserTest(
  "a merchant makes a category and a product with six SKUs and pictures from nothing, and a phone buys one",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods" });
    await desk.button("分类").click();
    await makeCategory(desk, "手作茶器");
    await makeCategory(desk, "茶杯", "手作茶器");

    await desk.turnTo("goods/new");
    await save(desk);
    await desk.sees("请填写商品名称");
    await title(desk).fill("天青手作杯");
    await desk.page.getByLabel("副标题").fill("一只一只拉出来的");
    await desk.page.getByLabel("分类", { exact: true }).click();
    await desk.page.locator(".ant-select-item-option").filter({ hasText: "手作茶器 / 茶杯" })
      .click();
    const upload = desk.page.getByLabel("上传商品图片");
    await upload.setInputFiles([await picture(0), await picture(1)]);
    await desk.page.getByRole("img", { name: "商品图片 2" }).waitFor();

    await addSpec(desk, "颜色", ["天青", "月白"]);
    await addSpec(desk, "大小", ["小", "中", "大"]);
    assert.equal(await rows(desk).count(), 6);
    await fillColumn(desk, "售价", "88");
    await fillColumn(desk, "划线价", "108");
    await fillColumn(desk, "成本", "30");
    await fillColumn(desk, "库存", "5");
    await desk.page.getByLabel("月白 / 大 的售价（元）").fill("128");
    await rows(desk).last().getByText("¥12.80", { exact: true }).waitFor(); // 10 % of it
    await desk.page.getByLabel("月白 / 小 在售").click();
    await desk.page.getByLabel("上架").click();
    await desk.button("添加参数").click();
    await desk.page.getByLabel("参数名 1").fill("产地");
    await desk.page.getByLabel("参数值 1").fill("景德镇");
    await desk.page.getByRole("textbox", { name: "图文详情" }).click();
    await desk.page.keyboard.type("薄如蝉翼");
    await desk.page.getByLabel("插入图片").setInputFiles([await picture(2)]);
    await desk.page.getByRole("img", { name: "详情图片" }).waitFor();
    await save(desk);
    await desk.page.waitForURL(/goods\/[0-9a-f-]{36}$/);
    await desk.sees("商品已保存");
    const product = new URL(desk.page.url()).pathname.split("/").at(-1)!;

    const phone = await world.phone();
    await phone.launch(`packages/goods/detail/detail?id=${product}`);
    await phone.sees("天青手作杯");
    await phone.sees("一只一只拉出来的");
    await phone.sees("¥108");
    await phone.sees("景德镇");
    await phone.sees("薄如蝉翼");
    await chooseAndBuy(phone);
    await giveAddress(phone);
    await placeAndPay(phone);

    await desk.button("变动记录").click();
    await desk.page.locator(".ant-drawer").getByText("¥128.00").waitFor();
    await desk.page.locator(".ant-drawer").getByRole("tab", { name: "库存" }).click();
    await desk.page.locator(".ant-drawer").getByText("下单占用").waitFor();
    await desk.page.locator(".ant-drawer").getByText("5 → 4").waitFor();
  },
);

browserTest(
  "a file that is too large, no picture or unreadable is told of in words, and nothing typed is lost",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods/new" });
    await title(desk).fill("杯子");
    const upload = desk.page.getByLabel("上传商品图片");
    const folder = await Deno.makeTempDir();
    const file = async (name: string, size: number) => {
      await Deno.writeFile(`${folder}/${name}`, new Uint8Array());
      await Deno.truncate(`${folder}/${name}`, size);
      return `${folder}/${name}`;
    };
    await upload.setInputFiles(await file("大图.jpg", 30 * 1024 * 1024));
    await desk.sees("“大图.jpg”有 30.0 MB，图片不能超过 20 MB");
    await upload.setInputFiles(await file("坏图.png", 100));
    await desk.sees("“坏图.png”读不出来，文件可能坏了，请换一张");
    await upload.setInputFiles(await file("说明.pdf", 100));
    await desk.sees(/“说明.pdf”不是图片/);
    assert.equal(await title(desk).inputValue(), "杯子");
    await desk.page.reload();
    await desk.sees(/^已恢复/);
    assert.equal(await title(desk).inputValue(), "杯子");
    await desk.button("不要了").click();
    assert.equal(await title(desk).inputValue(), "");
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
    for (const desk of [first, second]) await title(desk).waitFor();
    second.watch.allow(/status of 409/);
    const subtitle = second.page.getByLabel("副标题");
    await subtitle.fill("第二个人写的");
    const old = await title(first).inputValue();
    await title(first).fill(`${old.slice(0, 40)} 新`);
    await save(first);
    await first.sees("商品已保存");
    await save(second);
    const dialog = second.modal.filter({ hasText: "刚刚被改过" });
    await dialog.getByText(`${old.slice(0, 40)} 新`).waitFor();
    await second.button("合并，回到编辑", dialog).click();
    assert.equal(await title(second).inputValue(), `${old.slice(0, 40)} 新`);
    assert.equal(await subtitle.inputValue(), "第二个人写的");
    await save(second);
    await second.sees("商品已保存");
    const untouched = first.page.getByLabel("副标题");
    await until(
      "the other window follows",
      async () => await untouched.inputValue() === "第二个人写的",
    );
    await title(first).fill(old);
    await untouched.fill("");
    await save(first);
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
  "a freight template is made with a region picked from the tree, and is listed",
  async (world) => {
    const desk = await world.dashboard("owner@qingteng.test", { at: "goods/freight" });
    await desk.page.getByRole("button", { name: "新建运费模板" }).click();
    const dialog = desk.modal.filter({ hasText: "新建运费模板" });
    await dialog.getByLabel("名称").fill("冷链");
    await dialog.getByLabel("运费", { exact: true }).fill("12");
    await dialog.getByRole("button", { name: "添加指定地区" }).click();
    await dialog.locator("#rates_0_regions").fill("西藏");
    await desk.page.locator(".ant-select-tree-checkbox").first().click();
    await dialog.locator("#rates_0_is_served").click();
    await dialog.getByLabel("原因").fill("冷链另算");
    await desk.button("保存", dialog).click();
    await dialog.waitFor({ state: "hidden" });
    const panel = desk.page.locator(".panel").filter({ hasText: "冷链" });
    await panel.getByText("西藏自治区").waitFor();
    assert.match(await panel.innerText(), /其他地区\s+¥12\.00\s+不包邮[\s\S]+不配送/);
  },
);

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
