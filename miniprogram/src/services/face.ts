import { lightBrand } from "@/contracts/brand.ts";
import type { Shop } from "@/contracts/catalog.ts";
import { checkShop } from "./replies";
import { get } from "./request";
import { settings } from "./settings";

/** Who the shop is and how it looks: one package serves many shops, so nothing of it stands in the package. */
export interface Face {
  /** Empty until the shop has been heard of for the first time. */
  name: string;
  logo_url: string;
  /** What `page-meta` sets: the tokens of app.wxss that follow the shop's colour. */
  style: string;
  /** The colour itself, for what takes no token: a native switch, the tab bar, a canvas. */
  brand: string;
}

type Shown = Pick<Shop, "code" | "name" | "logo_url" | "brand_color">;
type Listener = (face: Face) => void;

const kept_key = "shop";
const listeners = new Set<Listener>();
let shown: Shown = keptShop();
let face = faceOf(shown);

export const shopFace = (): Face => face;

/** Called whenever the shop turns out to look otherwise. Answers how to stop it. */
export function onFace(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Shows the shop as an answer tells it, and keeps it for the next launch. */
export function showShop({ code, name, logo_url, brand_color }: Shown): void {
  const told: Shown = { code, name, logo_url, brand_color };
  if (JSON.stringify(told) === JSON.stringify(shown)) return;
  shown = told;
  face = faceOf(told);
  wx.setStorageSync(kept_key, told);
  for (const listener of [...listeners]) listener(face);
}

/** Asks how the shop looks: at each launch, whatever page it begins with. */
export async function readShop(): Promise<void> {
  showShop(checkShop(await get<Shop>("/shop")));
}

/** As it looked the last time; one developed with another shop's code has nothing of that one. */
function keptShop(): Shown {
  const kept = wx.getStorageSync<Shown | "">(kept_key);
  if (kept && kept.code === settings.shop) return kept;
  return { code: settings.shop, name: "", logo_url: null, brand_color: null };
}

function faceOf({ name, logo_url, brand_color }: Shown): Face {
  const { brand, brand_pressed, brand_soft } = lightBrand(brand_color);
  const style = `--brand: ${brand}; --brand-pressed: ${brand_pressed}; --brand-soft: ${brand_soft}`;
  return { name, logo_url: logo_url ?? "", style, brand };
}
