import type { Video } from "@/contracts/catalog.ts";
import { isMp4 } from "@/contracts/file_types.ts";
import { megabytes, most_bytes } from "./picture_rules.ts";
import { storePicture } from "./pictures.ts";
import { Problem } from "./problem.ts";
import { storeFile } from "./storage.ts";

/** How long somebody waits until a video shows its first picture. */
const patience_ms = 5000;

/** Puts a video into the shop's folder, with a picture out of it where this browser can play it. Throws Problem. */
export async function storeVideo(file: File, shop_id: string): Promise<Video> {
  if (!isMp4(new Uint8Array(await file.slice(0, 12).arrayBuffer()))) {
    throw new Problem("VIDEO_TYPE", `“${file.name}”不是 MP4 视频，请转成 MP4 再上传`);
  }
  if (file.size > most_bytes) {
    const size = megabytes(file.size);
    throw new Problem("VIDEO_SIZE", `“${file.name}”有 ${size} MB，视频不能超过 20 MB`);
  }
  const poster = await firstPicture(file);
  const poster_url = poster && await storePicture(poster, shop_id);
  const url = await storeFile(new Blob([file], { type: "video/mp4" }), shop_id);
  return { url, poster_url };
}

/** What a video shows a moment after its beginning; null where this browser cannot play it. */
async function firstPicture(file: File): Promise<File | null> {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, preload: "auto", src: URL.createObjectURL(file) });
  const shown = await new Promise<boolean>((resolve) => {
    video.addEventListener(
      "loadeddata",
      () => video.currentTime = Math.min(0.5, video.duration / 2),
    );
    video.addEventListener("seeked", () => resolve(true));
    video.addEventListener("error", () => resolve(false));
    setTimeout(() => resolve(false), patience_ms);
  });
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  if (shown) canvas.getContext("2d")!.drawImage(video, 0, 0);
  URL.revokeObjectURL(video.src);
  if (!shown || canvas.width === 0) return null;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  return blob && new File([blob], `${file.name}.png`, { type: blob.type });
}
