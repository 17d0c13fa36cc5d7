import { thisDevice } from "../device.ts";
import { isConnected } from "../network.ts";
import { text } from "../ui/modal.ts";
import { yuan } from "../ui/yuan.ts";
import { confirmTransfer, waitingTransfers } from "../wechat.ts";
import { action, panel } from "./panel.ts";

const LOOK_MS = 5000;

/** Transfers that wait for this person in WeChat. */
export function transfersPanel(): HTMLElement {
  const list = document.createElement("div");
  const show = async () => {
    const transfers = await waitingTransfers(thisDevice().person.openid);
    const buttons = transfers.map(({ name, amount_fen, remark }) =>
      action(`确认收款 ¥${yuan(amount_fen)} ${remark}`, async () => {
        await confirmTransfer(name);
        await show();
      })
    );
    const nothing = text("p", "没有等我收的转账", "note");
    list.replaceChildren(...buttons.length ? buttons : [nothing]);
  };
  void show();
  setInterval(() => {
    if (!document.hidden && isConnected() && !list.querySelector("[disabled]")) {
      show().catch(() => {});
    }
  }, LOOK_MS);
  return panel("微信转账", list);
}
