import type { Cart } from "@/contracts/cart.ts";
import type { BoughtAgain, LineAgain } from "@/contracts/orders.ts";
import { checkCart } from "./replies";
import { get, post, put } from "./request";
import { changeMember, currentMember, ensureSignedIn } from "./session";

const most_of_one = 999;

/** How many pieces lie in the cart, as far as is known here. */
export function cartCount(): number {
  return currentMember()?.cart_count ?? 0;
}

export function readCart(): Promise<Cart> {
  return noted(() => get<Cart>("/cart"));
}

/** Changes a line that is shown. Taken out on another phone meanwhile it stays out: the answer says so. */
export function changeLine(sku: string, quantity: number): Promise<Cart> {
  return noted(() => put<Cart>(`/cart/lines/${sku}`, { quantity, if_there: true }));
}

export function removeLines(skus: string[]): Promise<Cart> {
  return noted(() => post<Cart>("/cart/removals", { skus }));
}

/** Puts more of a SKU into the cart. The API is told the sum, so that a repeated request adds nothing. */
export async function addToCart(sku: string, quantity: number): Promise<Cart> {
  const cart = await readCart();
  const there = cart.lines.find((line) => line.sku_id === sku)?.quantity ?? 0;
  const sum = Math.min(there + quantity, most_of_one);
  return await noted(() => put<Cart>(`/cart/lines/${sku}`, { quantity: sum }));
}

/** Puts what was ordered once into the cart again. Answers what came of each line. */
export async function buyAgain(order: string): Promise<LineAgain[]> {
  let lines: LineAgain[] = [];
  await noted(async () => {
    const again = await post<BoughtAgain>(`/orders/${order}/again`);
    lines = again.lines;
    return again.cart;
  });
  return lines;
}

/** Whose cart it is decides who asked, not who is here when the answer comes. */
async function noted(ask: () => Promise<Cart>): Promise<Cart> {
  const { id } = await ensureSignedIn();
  const cart = checkCart(await ask());
  if (currentMember()?.id === id) changeMember({ cart_count: cart.count });
  return cart;
}
