/** The colours that follow a shop's own: what is derived from it is legible whatever it is. */
export interface BrandColours {
  /** Actions, selection, links. */
  brand: string;
  /** The same where one points or presses. */
  brand_pressed: string;
  /** Behind what is selected. */
  brand_soft: string;
}

export const default_brand = "#0E7A5F";

const own: Record<"light" | "dark", BrandColours> = {
  light: { brand: default_brand, brand_pressed: "#0B6650", brand_soft: "#E9F7F2" },
  dark: { brand: "#3CCB9F", brand_pressed: "#5FD9B4", brand_soft: "#12332A" },
};

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** A card in the dark (the dashboard's). */
const dark_card: Rgb = [22, 32, 28];
/** What WCAG asks of text. */
const least_contrast = 4.5;

/** The colours of a shop in light; ours for a shop that has chosen none. */
export function lightBrand(chosen: string | null | undefined): BrandColours {
  const rgb = rgbOf(chosen);
  if (!rgb || isDefault(chosen)) return own.light;
  const brand = until(rgb, black, (colour) => contrast(colour, mix(colour, white, 0.91)));
  return {
    brand: hexOf(brand),
    brand_pressed: hexOf(mix(brand, black, 0.16)),
    brand_soft: hexOf(mix(brand, white, 0.91)),
  };
}

/** Its colours in the dark. */
export function darkBrand(chosen: string | null | undefined): BrandColours {
  const rgb = rgbOf(chosen);
  if (!rgb || isDefault(chosen)) return own.dark;
  const brand = until(rgb, white, (colour) => contrast(colour, mix(colour, dark_card, 0.84)));
  return {
    brand: hexOf(brand),
    brand_pressed: hexOf(mix(brand, white, 0.2)),
    brand_soft: hexOf(mix(brand, dark_card, 0.84)),
  };
}

type Rgb = [number, number, number];

const isDefault = (chosen: string | null | undefined) =>
  chosen?.toLowerCase() === default_brand.toLowerCase();

/** The colour itself, or as much of `towards` in it as it takes to be legible. */
function until(colour: Rgb, towards: Rgb, contrastOf: (colour: Rgb) => number): Rgb {
  for (let part = 0; part < 1; part += 0.04) {
    const tried = mix(colour, towards, part);
    if (contrastOf(tried) >= least_contrast) return tried;
  }
  return towards;
}

function rgbOf(hex: string | null | undefined): Rgb | undefined {
  if (!hex || !/^#[0-9a-f]{6}$/i.test(hex)) return undefined;
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

const hexOf = (rgb: Rgb) =>
  "#" + rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("");

const mix = (colour: Rgb, other: Rgb, part: number): Rgb => {
  const mixed = (at: 0 | 1 | 2) => colour[at] * (1 - part) + other[at] * part;
  return [mixed(0), mixed(1), mixed(2)];
};

/** As WCAG computes it: from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [more, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (more! + 0.05) / (less! + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** The contrast of two colours such as `#0E7A5F`, for those who check what was derived. */
export function contrastOf(one: string, other: string): number {
  return contrast(rgbOf(one)!, rgbOf(other)!);
}
