import type { Transfer } from "../wechat.ts";
import { WxFailure } from "../wx/api.ts";
import { text } from "./modal.ts";
import { overlay, takeFocus } from "./screen.ts";
import { yuan } from "./yuan.ts";

/** WeChat's page on which a user accepts money from a merchant. Leaving it changes nothing. */
export function askTransfer(
  transfer: Transfer | undefined,
  act: (action: "confirm" | "cancel") => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let busy = false;
    const layer = overlay("wx-transfer");
    layer.setAttribute("role", "dialog");
    layer.setAttribute("aria-label", "确认收款");
    const leave = text("button", "", "leave");
    leave.setAttribute("aria-label", "返回");
    const confirm = text("button", "确认收款", "transfer-confirm") as HTMLButtonElement;
    leave.addEventListener("click", () => void settle("cancel"));
    confirm.addEventListener("click", () => void settle("confirm"));

    layer.append(leave, text("i", "", "clock"), text("p", "待你收款", "state"));
    if (transfer) {
      const amount = text("p", "", "amount");
      amount.append(text("small", "¥"), yuan(transfer.amount_fen));
      layer.append(amount, text("p", transfer.remark, "remark"));
    }
    layer.append(confirm, text("p", "确认后资金将存入你的微信零钱", "note"));
    takeFocus(layer);

    async function settle(action: "confirm" | "cancel"): Promise<void> {
      if (busy) return;
      busy = true;
      confirm.disabled = true;
      try {
        await act(action);
        resolve();
      } catch (error) {
        reject(error instanceof WxFailure ? error : new WxFailure((error as Error).message));
      } finally {
        layer.remove();
      }
    }
  });
}
