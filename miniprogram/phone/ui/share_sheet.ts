import type { Shared } from "../device.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

/** What the friend will see, before it is sent. Answers whether it was sent. */
export function askShare({ kind, title, image }: Shared): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (sent: boolean) => {
      sheet.close();
      resolve(sent);
    };
    const sheet = openSheet("wx-share", "分享", () => done(false));
    const card = document.createElement("div");
    card.className = "card";
    card.append(text("p", title));
    if (image) {
      const picture = new Image();
      picture.src = image;
      picture.alt = "";
      card.append(picture);
    }
    card.append(text("small", "小程序"));
    const send = text("button", kind === "friend" ? "发送" : "发表", "share-send");
    const cancel = text("button", "取消", "cancel");
    send.addEventListener("click", () => done(true));
    cancel.addEventListener("click", () => done(false));
    const head = kind === "friend" ? "发送给朋友" : "分享到朋友圈";
    sheet.box.append(text("h2", head), card, send, cancel);
  });
}
