import type { Imported } from "@/contracts/staff/imports.ts";

/** What a poster for one person says; it names nobody, so that a forwarded one tells nothing. */
export interface Poster {
  shop: string;
  kind: Imported["kind"];
  /** Until when it is good, in words. */
  until: string;
}

const [width, height] = [750, 1060];
const font = `-apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif`;
const titles: Record<Imported["kind"], [string, string]> = {
  distributor: ["邀请你成为推广员", "分享好物，朋友购买，你得佣金"],
  customer: ["老朋友，好久不见", "扫码回到小程序，还由熟悉的人招呼你"],
};

/** Draws a poster with the mini program code of a personal link. */
export async function drawPoster({ shop, kind, until }: Poster, code: Blob): Promise<Blob> {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const pen = canvas.getContext("2d")!;
  const write = (text: string, y: number, size: number, color: string, weight = 400) => {
    pen.font = `${weight} ${size}px ${font}`;
    pen.fillStyle = color;
    pen.fillText(text, width / 2, y, width - 96);
  };
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#0e7a5f";
  pen.fillRect(0, 0, width, 330);
  pen.textAlign = "center";
  const [title, words] = titles[kind];
  write(shop, 110, 36, "#d8efe7");
  write(title, 196, 60, "#ffffff", 600);
  write(words, 264, 30, "#d8efe7");
  const picture = await createImageBitmap(code);
  pen.drawImage(picture, (width - 430) / 2, 390, 430, 430);
  write("微信扫一扫，或长按识别小程序码", 884, 30, "#17201c", 600);
  write("仅限本人使用，用一次后失效", 938, 26, "#65716b");
  write(`${until}前有效`, 986, 26, "#65716b");
  return await new Promise((done, fail) =>
    canvas.toBlob((blob) => blob ? done(blob) : fail(new Error("no picture")), "image/png")
  );
}
