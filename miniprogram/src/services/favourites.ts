import type { FavouritePage, FootprintPage, Regard } from "@/contracts/favourites.ts";
import { del, get, put } from "./request";
import { ensureSignedIn } from "./session";

/** The member looks at a product. Answers whether it is a favourite. */
export async function lookAt(product: string): Promise<boolean> {
  const { is_favourite } = await put<Regard>(`/footprints/${product}`);
  return is_favourite;
}

export async function setFavourite(product: string, on: boolean): Promise<void> {
  await ensureSignedIn();
  const path = `/favourites/${product}`;
  await (on ? put<Regard>(path) : del<Regard>(path));
}

export async function readFavourites(after: string | null): Promise<FavouritePage> {
  await ensureSignedIn();
  return await get<FavouritePage>("/favourites", { after });
}

export async function readFootprints(after: string | null): Promise<FootprintPage> {
  await ensureSignedIn();
  return await get<FootprintPage>("/footprints", { after });
}

export function clearFootprints(): Promise<unknown> {
  return del("/footprints");
}
