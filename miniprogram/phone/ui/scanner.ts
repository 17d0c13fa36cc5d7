import readCode from "jsqr";
import { shared_memory } from "../device.ts";
import { chooseFiles } from "../wx/media.ts";
import { text } from "./modal.ts";
import { openSheet } from "./sheet.ts";
import { showToast } from "./toast.ts";

/** A code's text: from the last picture in the album, from a picture, or pasted. Null when the user gives up. */
export function askForCode(): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (code: string | null) => {
      sheet.close();
      resolve(code);
    };
    const sheet = openSheet("wx-scan", "扫一扫", () => done(null));
    const album = shared_memory.get<string>("album");
    const attempt = async (source: string) => {
      const code = await codeIn(source);
      if (code) done(code);
      else showToast({ title: "未发现二维码", icon: "none" });
    };

    sheet.box.append(text("h2", "扫一扫"));
    if (album) {
      const last = document.createElement("button");
      last.className = "last";
      const picture = new Image();
      picture.src = album;
      picture.alt = "";
      last.append(picture, text("span", "识别相册里最近的图片"));
      last.addEventListener("click", () => void attempt(album));
      sheet.box.append(last);
    }
    const choose = text("button", "从电脑选一张图片");
    choose.addEventListener("click", async () => {
      const [file] = await chooseFiles(false);
      if (file) await attempt(URL.createObjectURL(file));
    });
    const field = document.createElement("input");
    field.placeholder = "或粘贴码的内容，如 weixin://…";
    field.setAttribute("aria-label", "码的内容");
    const use = text("button", "打开", "confirm");
    use.addEventListener("click", () => {
      if (field.value.trim()) done(field.value.trim());
    });
    const row = document.createElement("div");
    row.className = "paste";
    row.append(field, use);
    const cancel = text("button", "取消", "cancel");
    cancel.addEventListener("click", () => done(null));
    sheet.box.append(choose, row, cancel);
  });
}

/** The text of the QR code in a picture, if there is one. */
export async function codeIn(source: string): Promise<string | null> {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  return readCode(data, width, height)?.data ?? null;
}
