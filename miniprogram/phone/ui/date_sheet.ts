import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";

/** A date or a time, with the browser's own field. */
export function askDate(
  mode: "date" | "time",
  value: string,
  start: string,
  end: string,
): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (chosen: string | null) => {
      sheet.close();
      resolve(chosen);
    };
    const sheet = openSheet("wx-date", mode === "date" ? "选择日期" : "选择时间", () => done(null));
    const field = document.createElement("input");
    Object.assign(field, { type: mode, value, min: start ?? "", max: end ?? "" });
    field.setAttribute("aria-label", mode === "date" ? "日期" : "时间");
    const cancel = text("button", "取消");
    const confirm = text("button", "确定", "confirm");
    cancel.addEventListener("click", () => done(null));
    confirm.addEventListener("click", () => done(field.value || null));
    sheet.box.append(field, cancel, confirm);
  });
}
