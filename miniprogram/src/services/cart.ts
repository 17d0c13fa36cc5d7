import type { Cart } from "@/contracts/cart.ts";
import { checkCart } from "./replies";
import { get, post, put } from "./request";
import { changeMember, currentMember, ensureSignedIn } from "./session";

const cart_tab = 2;
const most_of_one = 999;

/** How many pieces lie in the cart, as far as is known here. */
export function cartCount(): number {
  return currentMember()?.cart_count ?? 0;
}

export async function readCart(): Promise<Cart> {
  await ensureSignedIn();
  return noted(await get<Cart>("/cart"));
}

export async function setLine(sku: string, quantity: number): Promise<Cart> {
  return noted(await put<Cart>(`/cart/lines/${sku}`, { quantity }));
}

export async function removeLines(skus: string[]): Promise<Cart> {
  return noted(await post<Cart>("/cart/removals", { skus }));
}

/** Puts more of a SKU into the cart. The API is told the sum, so that a repeated request adds nothing. */
export async function addToCart(sku: string, quantity: number): Promise<Cart> {
  const cart = await readCart();
  const there = cart.lines.find((line) => line.sku_id === sku)?.quantity ?? 0;
  return await setLine(sku, Math.min(there + quantity, most_of_one));
}

/** Shows the count at the tab bar; to be called by pages that have one. */
export function showCartBadge(): void {
  const count = cartCount();
  const shown = count > 0
    ? wx.setTabBarBadge({ index: cart_tab, text: count > 99 ? "99+" : String(count) })
    : wx.removeTabBarBadge({ index: cart_tab });
  // The page may have gone meanwhile; the next one with a tab bar shows it.
  void shown.catch(() => {});
}

function noted(cart: Cart): Cart {
  checkCart(cart);
  changeMember({ cart_count: cart.count });
  return cart;
}
