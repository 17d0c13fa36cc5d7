import { crossNetwork } from "../network.ts";
import { allDrawn } from "../ui/canvas_text.ts";
import { asyncApi, WxFailure } from "./api.ts";
import { keepPicture } from "./share.ts";

/** A path that the program can hand to images and canvases. */
const temporaryPath = (blob: Blob) => URL.createObjectURL(blob);

export const downloadFile = asyncApi(
  "downloadFile",
  async ({ url, header }: { url: string; header?: Record<string, string> }) => {
    await crossNetwork();
    const response = await fetch(url, { headers: header ?? {} });
    return { statusCode: response.status, tempFilePath: temporaryPath(await response.blob()) };
  },
);

interface CanvasPart {
  canvas?: HTMLCanvasElement;
  fileType?: "png" | "jpg";
  quality?: number;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  destWidth?: number;
  destHeight?: number;
}

export const canvasToTempFilePath = asyncApi("canvasToTempFilePath", async (part: CanvasPart) => {
  const { canvas, x = 0, y = 0, fileType, quality } = part;
  if (!canvas) throw new WxFailure("only canvases of type 2d");
  await allDrawn(canvas);
  const width = part.width ?? canvas.width - x;
  const height = part.height ?? canvas.height - y;
  const copy = document.createElement("canvas");
  copy.width = part.destWidth ?? width;
  copy.height = part.destHeight ?? height;
  copy.getContext("2d")!.drawImage(canvas, x, y, width, height, 0, 0, copy.width, copy.height);
  const type = fileType === "jpg" ? "image/jpeg" : "image/png";
  const blob = await new Promise<Blob | null>((done) => copy.toBlob(done, type, quality ?? 1));
  if (!blob) throw new WxFailure("the canvas is empty");
  return { tempFilePath: temporaryPath(blob) };
});

export const saveImageToPhotosAlbum = asyncApi(
  "saveImageToPhotosAlbum",
  ({ filePath }: { filePath: string }) => keepPicture(filePath),
);

export const getImageInfo = asyncApi("getImageInfo", async ({ src }: { src: string }) => {
  const image = new Image();
  image.src = src;
  await image.decode().catch(() => {
    throw new WxFailure(`no picture at ${src}`);
  });
  return { width: image.naturalWidth, height: image.naturalHeight, path: src, type: "unknown" };
});
