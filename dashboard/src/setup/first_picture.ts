import { lightBrand } from "@/contracts/brand.ts";
import type { Face } from "../lib/face.ts";

const side_px = 800;

/** A picture for what the first order is tried with: its price, in the shop's colours. */
export function firstPicture({ brand_color }: Face): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side_px;
  const pen = canvas.getContext("2d")!;
  const { brand, brand_soft } = lightBrand(brand_color);
  pen.fillStyle = brand_soft;
  pen.fillRect(0, 0, side_px, side_px);
  pen.fillStyle = brand;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.font = "600 220px sans-serif";
  pen.fillText("¥0.01", side_px / 2, side_px / 2); // no Chinese: a canvas may have no font for it
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
