import type { Page } from "playwright-core";
import type { Dashboard } from "./dashboard.ts";
import { leaveWindow, newWindow, nobodys, takeWindow, usual } from "./windows.ts";
import { browserTest, type World } from "./world.ts";

/** A browser in which nobody has signed in. */
async function somebodyElse({ browser }: Pick<World, "browser">): Promise<Page> {
  const page = takeWindow(browser, nobodys) ?? await newWindow(browser, usual);
  await page.setViewportSize({ width: 1024, height: 900 });
  return page;
}

/** Invites somebody at the settings page; answers the link that is shown once. */
async function invite(desk: Dashboard, email: string, name: string, role: string): Promise<string> {
  await desk.turnTo("settings?tab=staff");
  await desk.button("邀请员工").click();
  const dialog = desk.modal;
  await dialog.getByLabel("邮箱").fill(email);
  await dialog.getByLabel("姓名").fill(name);
  await dialog.getByLabel("角色").click();
  await desk.page.getByTitle(role, { exact: true }).click();
  await dialog.getByLabel("原因").fill("开新岗位");
  await desk.button("生成邀请", dialog).click();
  const link = await desk.page.getByLabel("邀请链接").inputValue();
  await desk.button("完成").click();
  return link;
}

const says = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).first().waitFor();

async function choosePassword(page: Page, password: string, button: string): Promise<void> {
  await page.getByLabel("新密码").fill(password);
  await page.getByLabel("再输一次").fill(password);
  await page.getByRole("button", { name: button }).click();
}

browserTest(
  "an owner invites by link, the invited one makes an account by mail and joins, and forgets her password",
  async (world) => {
    const email = "lin.xiaoqing@example.com";
    const desk = await world.dashboard("owner@qingteng.test");
    const link = await invite(desk, email, "林小青", "客服");
    await desk.sees("等待接受");

    const page = await somebodyElse(world);
    await page.goto(link);
    await says(page, /邀请你做客服/);
    await page.getByRole("button", { name: "发送确认邮件" }).click();
    await says(page, "请查收邮件");
    await page.goto(await world.mailedLink(email));
    await choosePassword(page, "a long secret", "加入青藤优选");
    await says(page, "林小青 · 客服");
    await desk.sees("已加入");

    await page.getByRole("button", { name: "退出" }).click();
    await page.getByRole("button", { name: "忘记密码" }).click();
    await page.getByLabel("邮箱").fill(email);
    await page.getByRole("button", { name: "发送重设链接" }).click();
    await says(page, "邮件已发出");
    const reset = await world.mailedLink(email);
    await page.goto(reset);
    await choosePassword(page, "another secret", "保存");
    await says(page, "林小青 · 客服");
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByLabel("邮箱").waitFor();
    await page.goto(reset);
    await says(page, "链接已经用过或过期");

    await page.goto(link);
    await says(page, "这份邀请已加入");
    await leaveWindow(page, nobodys, world.stack.url);
  },
);

browserTest("an invitation taken back opens nothing, and a wrong link says so", async (world) => {
  const desk = await world.dashboard("owner@qingteng.test");
  const link = await invite(desk, "chen@example.com", "陈皮", "只读");
  await desk.page.getByRole("button", { name: "撤回陈皮的邀请" }).click();
  await desk.modal.getByLabel("原因").fill("发错了人");
  await desk.button("撤回", desk.modal).click();
  await desk.sees("已撤回");

  const page = await somebodyElse(world);
  await page.goto(link);
  await says(page, "这份邀请已撤回");
  await page.goto(link.replace(/token=.*/, `token=${"a".repeat(43)}`));
  await says(page, "邀请链接不对或已失效");
  await leaveWindow(page, nobodys, world.stack.url);
});
