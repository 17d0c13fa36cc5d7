import { shared_memory } from "../device.ts";
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

/** A film is too large for what all windows know: the album only counts them. */
export const saveVideoToPhotosAlbum = asyncApi(
  "saveVideoToPhotosAlbum",
  async ({ filePath }: { filePath: string }) => {
    const film = await (await fetch(filePath)).blob();
    if (film.size === 0) throw new WxFailure("no film");
    shared_memory.set("films", (shared_memory.get<number>("films") ?? 0) + 1);
  },
);

export const getImageInfo = asyncApi("getImageInfo", async ({ src }: { src: string }) => {
  const image = new Image();
  image.src = src;
  await image.decode().catch(() => {
    throw new WxFailure(`no picture at ${src}`);
  });
  return { width: image.naturalWidth, height: image.naturalHeight, path: src, type: "unknown" };
});

interface Compression {
  src: string;
  quality?: number;
  compressedWidth?: number;
}

/** Makes a picture narrower, never wider, and writes it as JPEG. */
export const compressImage = asyncApi(
  "compressImage",
  async ({ src, quality = 80, compressedWidth }: Compression) => {
    const image = new Image();
    image.src = src;
    await image.decode().catch(() => {
      throw new WxFailure(`no picture at ${src}`);
    });
    const scale = Math.min(1, (compressedWidth ?? image.naturalWidth) / image.naturalWidth);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, "image/jpeg", quality / 100)
    );
    if (!blob) throw new WxFailure("the picture is empty");
    return { tempFilePath: temporaryPath(blob) };
  },
);

const readFile = asyncApi(
  "readFile",
  async ({ filePath, encoding }: { filePath: string; encoding?: string }) => {
    if (encoding !== "base64") throw new WxFailure(`no encoding ${encoding} on this phone`);
    const response = await fetch(filePath).catch(() => {
      throw new WxFailure(`no such file, ${filePath}`);
    });
    return { data: base64Of(new Uint8Array(await response.arrayBuffer())) };
  },
);

const base64Of = (bytes: Uint8Array) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** Of its many functions those that the program uses. */
export const getFileSystemManager = () => ({ readFile });
