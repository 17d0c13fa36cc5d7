import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

/** A choice from below; null when the user wants none of it. */
export function askAction(choices: string[], head = ""): Promise<number | null> {
  return new Promise((resolve) => {
    const done = (chosen: number | null) => {
      sheet.close();
      resolve(chosen);
    };
    const sheet = openSheet("wx-actions", head || "选择", () => done(null));
    if (head) sheet.box.append(text("p", head));
    choices.forEach((choice, index) => {
      const button = text("button", choice);
      button.addEventListener("click", () => done(index));
      sheet.box.append(button);
    });
    const cancel = text("button", "取消", "cancel");
    cancel.addEventListener("click", () => done(null));
    sheet.box.append(cancel);
  });
}
