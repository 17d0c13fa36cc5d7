import { lightBrand } from "@/contracts/brand.ts";
import type { Face } from "../lib/face.ts";

const side_px = 800;

/** A picture for what the first order is tried with: its price, in the shop's colours. */
export function firstPicture({ name, brand_color }: Face): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side_px;
  const pen = canvas.getContext("2d")!;
  const { brand, brand_soft } = lightBrand(brand_color);
  pen.fillStyle = brand_soft;
  pen.fillRect(0, 0, side_px, side_px);
  pen.fillStyle = brand;
  pen.textAlign = "center";
  const { fontFamily } = getComputedStyle(document.body);
  pen.font = `600 200px ${fontFamily}`;
  pen.fillText("1 分", side_px / 2, 430);
  pen.font = `48px ${fontFamily}`;
  pen.fillText(`${name} · 开店试单`, side_px / 2, 560, side_px - 80);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (drawn) =>
        drawn
          ? resolve(new File([drawn], "试单.png", { type: "image/png" }))
          : reject(new Error("the canvas gave no picture")),
      "image/png",
    )
  );
}
