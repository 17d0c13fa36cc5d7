import type { Goods } from "./data/goods.ts";
import { shelves } from "./data/shelves.ts";
import {
  detailPicture,
  iconPicture,
  licencePicture,
  logoPicture,
  mainPicture,
  scenePicture,
} from "./pictures.ts";

/** A picture of the demo shop: its name in Storage, and the SVG that `draw.ts` makes its file of. */
export interface Drawing {
  name: string;
  svg: string;
}

/** Name of a product by its place: `2-07` is the seventh of the second shelf. */
export const productName = (shelf: number, n: number) =>
  `${shelf + 1}-${String(n + 1).padStart(2, "0")}`;

/** Place of a product among all: the first of each shelf first. */
export const positionOf = (shelf: number, n: number) => n * shelves.length + shelf;

export const shelfPicture = (shelf: number) => `shelf-${shelf + 1}`;

/** The certificates of the shop. */
export const licenceNames = ["licence-1", "licence-2"] as const;

/** The names of a product's pictures: two for its gallery, one for its details. */
export const productPictures = (name: string) =>
  [`${name}-a`, `${name}-b`, `${name}-c`] as [string, string, string];

/** Every picture that the demo shop shows. */
export function allDrawings(): Drawing[] {
  const drawings = [
    { name: "logo", svg: logoPicture },
    ...licenceNames.map((name, n) => ({ name, svg: licencePicture(40 + 110 * n) })),
  ];
  for (const [place, shelf] of shelves.entries()) {
    drawings.push({ name: shelfPicture(place), svg: iconPicture(shelf.emoji, shelf.hue) });
    for (const [n, goods] of shelf.goods.entries()) {
      drawings.push(...productDrawings(goods, productName(place, n), positionOf(place, n)));
    }
  }
  return drawings;
}

function productDrawings(goods: Goods, name: string, position: number): Drawing[] {
  const [first, second, detail] = productPictures(name);
  return [
    { name: first, svg: mainPicture(goods, position) },
    { name: second, svg: scenePicture(goods, goods.hue + 15) },
    { name: detail, svg: detailPicture(goods) },
  ];
}
