import type { Template } from "../wechat.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

interface Said {
  action: "accept" | "reject";
  always: boolean;
}

/** WeChat's sheet that asks whether the program may send one message by each of these templates. */
export function askSubscribe(templates: Template[]): Promise<Said> {
  return new Promise((resolve) => {
    const sheet = openSheet("wx-subscribe", "订阅消息", () => {});
    const list = document.createElement("ul");
    list.append(...templates.map(({ title }) => text("li", title)));
    const always = document.createElement("input");
    always.type = "checkbox";
    const keep = document.createElement("label");
    keep.append(always, text("span", "总是保持以上选择，不再询问"));
    const foot = document.createElement("footer");
    const end = (label: string, action: Said["action"]) => {
      const button = text("button", label, action);
      button.addEventListener("click", () => {
        sheet.close();
        resolve({ action, always: always.checked });
      });
      foot.append(button);
    };
    end("取消", "reject");
    end("允许", "accept");
    sheet.box.append(
      text("h2", "小程序申请向你发送以下消息"),
      text("p", "允许一次，收到一条"),
      ...[list, keep, foot],
    );
  });
}
