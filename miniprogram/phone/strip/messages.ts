import { arriveAs } from "../arrival.ts";
import { thisDevice } from "../device.ts";
import { isConnected } from "../network.ts";
import { scenes } from "../pages/entry.ts";
import { text } from "../ui/modal.ts";
import { type Arrived, arrivedMessages } from "../wechat.ts";
import { action, panel } from "./panel.ts";

const LOOK_MS = 5000;

/** The messages that came to this person in WeChat, the newest first; each opens its page. */
export function messagesPanel(): HTMLElement {
  const list = document.createElement("div");
  let shown = "";
  const show = async () => {
    const messages = await arrivedMessages(thisDevice().person.openid);
    const now = messages.map(({ id }) => id).join();
    if (now === shown && list.firstChild) return;
    shown = now;
    const nothing = text("p", "还没有收到服务通知", "note");
    list.replaceChildren(...messages.length > 0 ? messages.flatMap(message) : [nothing]);
  };
  void show();
  setInterval(() => {
    if (!document.hidden && isConnected()) show().catch(() => {});
  }, LOOK_MS);
  return panel("服务通知", list);
}

function message({ title, page, rows }: Arrived): HTMLElement[] {
  const open = action(title, () => {
    if (page !== null) arriveAs(thisDevice().person.openid, page, scenes.message);
  });
  return [open, text("p", rows.map(({ name, value }) => `${name} ${value}`).join("，"), "note")];
}
