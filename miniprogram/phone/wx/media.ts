import { previewImages } from "../ui/preview.ts";
import { asyncApi, WxFailure } from "./api.ts";

export const previewImage = asyncApi(
  "previewImage",
  ({ urls, current }: { urls: string[]; current?: string }) => {
    previewImages(urls, current ?? urls[0]!);
  },
);

/** Pictures from the computer stand for those of a phone. */
export const chooseMedia = asyncApi("chooseMedia", async ({ count = 9 }: { count?: number }) => {
  const files = await chooseFiles(count > 1);
  if (files.length === 0) throw new WxFailure("cancel");
  return {
    type: "image",
    tempFiles: files.slice(0, count).map((file) => ({
      tempFilePath: URL.createObjectURL(file),
      size: file.size,
      fileType: "image",
    })),
  };
});

export function chooseFiles(several: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const field = document.createElement("input");
    Object.assign(field, { type: "file", accept: "image/*", multiple: several });
    field.addEventListener("change", () => resolve([...field.files ?? []]));
    field.addEventListener("cancel", () => resolve([]));
    field.click();
  });
}

/** Of what a video can be told, what the program says. */
export const createVideoContext = (id: string) => ({
  pause: () => {
    document.querySelector<HTMLVideoElement>(`.mp-page.on video[id$="${CSS.escape(id)}"]`)?.pause();
  },
});
