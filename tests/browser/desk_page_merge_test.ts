import type { Dashboard } from "./dashboard.ts";
import { browserTest } from "./world.ts";

const blockOf = (desk: Dashboard, words: string) =>
  desk.page.locator(".block-name").filter({ hasText: words });

/** Fills in a field of the block that is known by these words. */
async function fill(desk: Dashboard, block: string, label: string, words: string): Promise<void> {
  await blockOf(desk, block).click();
  await desk.page.getByLabel(label, { exact: true }).fill(words);
}

async function save(desk: Dashboard): Promise<void> {
  await desk.button("保存草稿").click();
}

async function publish(desk: Dashboard): Promise<void> {
  await desk.button("发布").click();
  await desk.modal.getByLabel("原因").fill("一起改好了");
  await desk.button("立即发布", desk.modal).click();
}

/** The dialog that says that another editor changed the page. */
const changedNote = (desk: Dashboard) => desk.modal.filter({ hasText: "刚刚被改过" });

/** A topic of four blocks, saved; where it is edited. */
async function makeTopic(desk: Dashboard): Promise<string> {
  await desk.page.getByLabel("页面名称").fill("两个人的专题");
  await desk.button("从模板开始").click();
  await desk.page.getByRole("menuitem", { name: "活动" }).click();
  await save(desk);
  await desk.page.waitForURL(/goods\/pages\/[0-9a-f-]{36}/);
  return new URL(desk.page.url()).pathname.replace("/dashboard/", "");
}

browserTest(
  "two edit one page: the second is told what the first did, chooses where both changed a block, and shoppers see both",
  async (world) => {
    const first = await world.dashboard("owner@qingteng.test", { at: "goods/pages/new" });
    const at = await makeTopic(first);
    const second = await world.anotherWindow(first);
    await second.goto(at);
    await blockOf(second, "活动说明").waitFor();
    for (const desk of [first, second]) desk.watch.allow(/status of 409/);

    await fill(second, "公告", "内容", "第二个人写的公告");
    await fill(second, "活动说明", "标题", "活动怎么算");
    await second.button("删除 商品列表").first().click();
    await fill(first, "公告", "内容", "第一个人写的公告");
    await fill(first, "主推", "标题", "店长推荐");
    await blockOf(first, "活动说明").click();
    await first.button("添加 招募推广员").click();
    await save(first);
    await first.sees("草稿已保存，买家还看不到");

    await save(second);
    const dialog = changedNote(second);
    const choose = async (name: RegExp, side: string) =>
      await dialog.getByRole("radiogroup", { name }).getByRole("radio", { name: side }).check();
    await dialog.getByText("招募推广员 · 成为推广员").waitFor();
    await choose(/^公告/, "对方的");
    await dialog.getByText("删掉这个模块").waitFor(); // stays unless it is chosen: the first has changed it
    await second.button("合并，回到编辑", dialog).click();
    for (const words of ["第一个人写的公告", "店长推荐", "活动怎么算", "成为推广员"]) {
      await blockOf(second, words).waitFor();
    }
    await save(second);
    await second.sees("草稿已保存，买家还看不到");

    await publish(second);
    await second.modal.waitFor({ state: "hidden" });
    const phone = await world.phone(undefined, { bare: true });
    await phone.launch(`pages/topic/topic?id=${at.split("/").at(-1)}`);
    for (const words of ["第一个人写的公告", "店长推荐", "活动怎么算"]) await phone.sees(words);

    await publish(first); // an untouched window with an old version: the dialog lists the changes since
    await changedNote(first).getByText("活动怎么算").first().waitFor();
    await first.button("看现在的页面", changedNote(first)).click();
    await blockOf(first, "活动怎么算").waitFor();
  },
);
