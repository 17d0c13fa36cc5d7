import type { Locator } from "playwright-core";
import type { Phone } from "./phone.ts";

/** What one does on a phone in every journey, told by the words that stand on the screen. */

/** Opens the first product on the page in front. */
export async function firstProduct(phone: Phone): Promise<void> {
  await phone.front.getByText(/^已售 /).first().click();
  await phone.sees("立即购买");
}

/** From a product's page: the first of every choice that can be had, and on to checkout. */
export async function chooseAndBuy(phone: Phone): Promise<void> {
  await phone.tap("立即购买");
  const sheet = phone.screen.getByRole("dialog", { name: "选择规格" });
  await sheet.getByText("数量").waitFor();
  const choices = sheet.locator(":has(> [role=radio])");
  for (const choice of await choices.all()) {
    await choice.locator("> [role=radio]:not([class*=value-out])").first().click();
  }
  await phone.tap("确定");
  await phone.sees("提交并付款");
}

/** At checkout: fills in where to send it, for the first time. */
export async function giveAddress(phone: Phone): Promise<void> {
  await phone.tap("填写收货地址");
  await phone.fill("姓名", "林晓雨");
  await phone.fill("手机号", "13800001234");
  await phone.tap("选择省、市、区");
  for (const name of ["浙江省", "杭州市", "西湖区"]) await phone.tap(name);
  await phone.fill("街道、小区、门牌号", "龙井路 1 号");
  await phone.tap("保存");
  await phone.sees("林晓雨");
}

/** At checkout: places the order and pays in WeChat's sheet. */
export async function placeAndPay(phone: Phone): Promise<void> {
  await phone.tap("提交并付款");
  await confirmPayment(phone).click();
  await phone.sees("付款成功");
}

/** The button of WeChat's pay sheet. */
export function confirmPayment(phone: Phone): Locator {
  return phone.screen.locator(".pay-confirm");
}
