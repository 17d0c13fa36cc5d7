import { report } from "../engine/errors.ts";
import { frontPage } from "../pages/open_pages.ts";
import { canShare, sharePage } from "../wx/share.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

/** The sheet behind the capsule's three dots. */
export function openMenu(): void {
  const page = frontPage();
  if (!page) return;
  const sheet = openSheet("wx-menu", "更多", () => sheet.close());
  const row = document.createElement("div");
  row.append(
    entry("friend", "发送给朋友", canShare("friend"), () => sharePage("friend")),
    entry("moments", "分享到朋友圈", canShare("moments"), () => sharePage("moments")),
    entry("again", "重新进入", true, () => location.reload()),
  );
  const cancel = text("button", "取消", "cancel");
  cancel.addEventListener("click", sheet.close);
  sheet.box.append(row, cancel);

  function entry(name: string, label: string, allowed: boolean, act: () => unknown): HTMLElement {
    const button = document.createElement("button");
    button.className = name;
    button.disabled = !allowed;
    button.append(text("i", ""), text("span", label));
    button.addEventListener("click", () => {
      sheet.close();
      Promise.resolve(act()).catch(report);
    });
    return button;
  }
}
