import type { Locator } from "playwright-core";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import type { Dashboard } from "./dashboard.ts";

/** What an owner does on the setup page. */

/** A step by its title. */
export const setupStep = (desk: Dashboard, title: string) =>
  desk.page.getByRole("region", { name: title, exact: true });

/** The step says so itself, without the page being loaded anew. */
export async function isDone(desk: Dashboard, title: string): Promise<void> {
  await setupStep(desk, title).getByText("完成", { exact: true }).waitFor();
}

/** Opens a dialog by its button, fills in what is asked for and saves it. */
export async function enter(
  desk: Dashboard,
  button: string,
  typed: Record<string, string>,
): Promise<void> {
  await desk.page.getByRole("button", { name: button, exact: true }).first().click();
  for (const [label, text] of Object.entries(typed)) {
    await desk.modal.getByLabel(label, { exact: true }).fill(text);
  }
  await desk.button("保存", desk.modal).click();
  await desk.modal.waitFor({ state: "detached" });
}

/** Tries a step; what is looked for then is up to the caller. */
export async function check(desk: Dashboard, title: string): Promise<void> {
  await desk.page.getByRole("button", { name: `检查${title}`, exact: true }).click();
}

/** Everything that the merchant has from WeChat Pay; answers when it has been tried there. */
export async function enterPay(desk: Dashboard, { mchid, keys }: MerchantOptions): Promise<void> {
  await enter(desk, "填写微信支付商户号", { 微信支付商户号: mchid });
  await enter(desk, "填写商户 API 私钥", {
    序列号: keys.merchant_serial,
    内容: keys.merchant_private_key_pem,
  });
  await enter(desk, "填写APIv3 密钥", { 内容: keys.api_v3_key });
  await enter(desk, "填写微信支付公钥", {
    序列号: keys.wechat_public_key_id,
    内容: keys.wechat_public_key_pem,
  });
  await check(desk, "微信支付");
  await isDone(desk, "微信支付");
}

/** What the message push is set up with; answers the address for WeChat's own console. */
export async function enterPush(desk: Dashboard, { keys }: MerchantOptions): Promise<string> {
  await enter(desk, "填写消息推送 Token", { 内容: keys.push_token });
  await enter(desk, "填写消息加密密钥", { 内容: keys.encoding_aes_key });
  return await setupStep(desk, "消息推送").locator("code").innerText();
}

/** From the setup page and back: a freight template for all goods, dearer nowhere but in Tibet, where nothing is sent. */
export async function makeFreight(desk: Dashboard): Promise<Locator> {
  await setupStep(desk, "运费").getByRole("link", { name: "运费模板" }).click();
  await desk.page.getByRole("button", { name: "新建运费模板" }).click();
  const dialog = desk.modal.filter({ hasText: "新建运费模板" });
  await dialog.getByLabel("名称").fill("冷链");
  await dialog.getByLabel("店铺默认").click();
  await dialog.getByLabel("运费", { exact: true }).fill("12");
  await dialog.getByRole("button", { name: "添加指定地区" }).click();
  await dialog.locator("#rates_0_regions").fill("西藏");
  await desk.page.locator(".ant-select-tree-checkbox").first().click();
  await dialog.locator("#rates_0_is_served").click();
  await dialog.getByLabel("原因").fill("冷链另算");
  await desk.button("保存", dialog).click();
  await dialog.waitFor({ state: "hidden" });
  return desk.page.locator(".panel").filter({ hasText: "冷链" });
}
