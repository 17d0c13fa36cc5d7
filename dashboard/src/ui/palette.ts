import { darkBrand, lightBrand } from "@/contracts/brand.ts";
import { useFace } from "../lib/face.ts";
import { useScheme } from "./scheme.ts";

/** The colours of the product; each scheme has its own steps of the same ones. */
const light = {
  price: "#C93A20",
  ink: "#17201C",
  body: "#3B4742",
  aux: "#67736D",
  line: "#E6EBE8",
  ground: "#F5F7F6",
  card: "#FFFFFF",
  warn: "#8F5F12",
  warn_soft: "#FCF6E9",
  warn_line: "#EBD9B4",
  bad: "#C8321F",
  bad_pressed: "#A92A1A",
  info: "#2B6CB0",
  info_soft: "#EDF4FB",
  info_line: "#C9DDF1",
  /** Words on a ground of one of these colours. */
  on_solid: "#FFFFFF",
};
const dark: typeof light = {
  price: "#FF7A5C",
  ink: "#E6EDEA",
  body: "#B7C3BD",
  aux: "#92A099",
  line: "#24302B",
  ground: "#0F1613",
  card: "#16201C",
  warn: "#E0A84A",
  warn_soft: "#2C2414",
  warn_line: "#4D3F22",
  bad: "#F57B67",
  bad_pressed: "#F89583",
  info: "#6FA8DC",
  info_soft: "#16232F",
  info_line: "#27405A",
  on_solid: "#0F1613",
};

export type Palette = ReturnType<typeof paletteOf>;

/** All colours of a scheme, with those that follow the shop's own. */
export function paletteOf(isDark: boolean, brand_color: string | null) {
  return isDark ? { ...dark, ...darkBrand(brand_color) } : { ...light, ...lightBrand(brand_color) };
}

export function usePalette(): Palette {
  return paletteOf(useScheme().isDark, useFace().brand_color);
}

/** As style sheets name them: `--brand-soft` and so on. */
export function variablesOf(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, colour]) => [`--${name.replaceAll("_", "-")}`, colour]),
  );
}

/** Sets them on the root, because dialogs stand outside of the app. */
export function applyPalette(palette: Palette): void {
  const { style } = document.documentElement;
  for (const [name, colour] of Object.entries(variablesOf(palette))) {
    style.setProperty(name, colour);
  }
}
