import { config } from "./config.ts";
import { megabytes, most_bytes, picture_types } from "./picture_rules.ts";
import { Problem } from "./problem.ts";
import { public_path, storeFile } from "./storage.ts";

/** No screen of a phone shows more. */
const longest_px = 1600;
const quality = 0.86;

/** A picture's address for this page. */
export function pictureAddress(url: string): string {
  return url.startsWith(public_path) ? config().supabase_url + url : url;
}

/**
 * Puts a picture that somebody chose into the shop's folder, no larger than a phone needs; answers how it is kept.
 * Throws Problem in words for him.
 */
export async function storePicture(file: File, shop_id: string): Promise<string> {
  const picture = await smaller(file);
  return await storeFile(picture, shop_id);
}

async function smaller(file: File): Promise<Blob> {
  if (!picture_types.includes(file.type)) {
    throw new Problem("PICTURE_TYPE", `“${file.name}”不是图片，请选 JPG、PNG、WebP 或 GIF`);
  }
  if (file.size > most_bytes) {
    const size = megabytes(file.size);
    throw new Problem("PICTURE_SIZE", `“${file.name}”有 ${size} MB，图片不能超过 20 MB`);
  }
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Problem("PICTURE_UNREADABLE", `“${file.name}”读不出来，文件可能坏了，请换一张`);
  });
  const scale = Math.min(1, longest_px / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return await encoded(canvas);
}

/** As WebP; a browser that cannot write it gives PNG. */
function encoded(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob ? resolve(blob) : reject(new Problem("PICTURE_UNREADABLE", "图片处理不了，请换一张")),
      "image/webp",
      quality,
    );
  });
}
