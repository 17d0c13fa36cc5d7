import type { BusinessViewEnd } from "../wechat.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

/** WeChat's own question whether the goods have arrived; `act` tells WeChat what the user said. */
export function askReceipt(
  act: (action: "confirm" | "cancel") => Promise<BusinessViewEnd>,
): Promise<BusinessViewEnd> {
  return new Promise((resolve) => {
    let busy = false;
    const sheet = openSheet("wx-pay", "微信确认收货", () => {});
    const close = text("button", "", "close");
    close.setAttribute("aria-label", "暂不确认");
    close.addEventListener("click", () => void settle("cancel"));
    const confirm = text("button", "确认收货", "pay-confirm") as HTMLButtonElement;
    confirm.addEventListener("click", () => void settle("confirm"));
    const head = document.createElement("header");
    head.append(close, text("span", "微信确认收货"));
    sheet.box.append(head, text("p", "确认后，货款将结算给商家", "what"), confirm);

    async function settle(action: "confirm" | "cancel"): Promise<void> {
      if (busy) return;
      busy = true;
      confirm.disabled = true;
      const end = await act(action).catch(({ message }: Error) => ({
        status: "fail" as const,
        errormsg: message,
      }));
      sheet.close();
      resolve(end);
    }
  });
}
