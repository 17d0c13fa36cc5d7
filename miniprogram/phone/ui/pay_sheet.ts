import type { Payment } from "../wechat.ts";
import { WxFailure } from "../wx/api.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";
import { yuan } from "./yuan.ts";

const DONE_MS = 900;

/**
 * WeChat Pay's sheet. `act` tells WeChat what the user did and throws what WeChat says against it; that is also what
 * comes out of here.
 */
export function askPayment(
  payment: Payment | undefined,
  act: (action: "pay" | "cancel") => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let busy = false;
    const cancel = () => void settle("cancel");
    const sheet = openSheet("wx-pay", "微信支付", () => {});
    const close = text("button", "", "close");
    close.setAttribute("aria-label", "取消支付");
    close.addEventListener("click", cancel);
    const confirm = text("button", "确认支付", "pay-confirm") as HTMLButtonElement;
    confirm.addEventListener("click", () => void settle("pay"));

    const head = document.createElement("header");
    head.append(close, text("span", "微信支付"));
    sheet.box.append(head);
    if (payment) {
      const amount = text("p", "", "amount");
      amount.append(text("small", "¥"), yuan(payment.total_fen));
      sheet.box.append(text("p", payment.description, "what"), amount);
    }
    const method = text("p", "", "method");
    method.append(text("span", "付款方式"), text("span", "零钱", "change"));
    sheet.box.append(method, confirm);

    async function settle(action: "pay" | "cancel"): Promise<void> {
      if (busy) return;
      busy = true;
      confirm.disabled = true;
      confirm.textContent = action === "pay" ? "正在支付…" : "确认支付";
      try {
        await act(action);
        sheet.box.replaceChildren(text("i", "", "tick"), text("p", "支付成功", "done"));
        await new Promise((over) => setTimeout(over, DONE_MS));
        resolve();
      } catch (error) {
        reject(error instanceof WxFailure ? error : new WxFailure((error as Error).message));
      } finally {
        sheet.close();
      }
    }
  });
}
