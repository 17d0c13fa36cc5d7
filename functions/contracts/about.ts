import { z } from "zod";
import { TextPart } from "./texts.ts";
import { PictureUrl } from "./values.ts";

/** What a shop may show that it is allowed to sell; it has a number or a picture. */
export const Licence = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** In whose name it is. */
  holder: z.string().trim().max(60),
  number: z.string().trim().max(40),
  picture_url: PictureUrl.nullable(),
}).refine(({ number, picture_url }) => number !== "" || picture_url !== null, {
  path: ["number"],
  message: "请填写证号或上传照片",
});
export type Licence = z.infer<typeof Licence>;

export const most_licences = 10;
export const Licences = z.array(Licence).max(most_licences);

/** get_about(shop): what a shop says of itself. */
export const ShopAbout = z.object({
  name: z.string(),
  slogan: z.string(),
  logo_url: z.string().nullable(),
  service_phone: z.string(),
  service_hours: z.string(),
  licences: z.array(z.object(Licence.shape)),
  parts: z.array(TextPart),
});
export type ShopAbout = z.infer<typeof ShopAbout>;
