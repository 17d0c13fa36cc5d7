import type { Cart } from "@/contracts/cart.ts";
import type { Product, ProductCard, Shop } from "@/contracts/catalog.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import type { Session } from "@/contracts/sign_in.ts";
import {
  array,
  assert,
  boolean,
  type Describe,
  integer,
  min,
  nonempty,
  nullable,
  string,
  type,
} from "superstruct";
import { ApiError } from "./errors";

/**
 * Replies are trusted to be what the contracts say, except where wrong data would hurt: who is signed in, what things
 * cost, how the shop looks. `satisfies` holds each check to the contract's type.
 */
const session = type({
  token: nonempty(string()),
  expires_at: string(),
  member: type({ id: nonempty(string()), shop: string() }),
});
type CheckedSession = Pick<Session, "token" | "expires_at"> & {
  member: Pick<Session["member"], "id" | "shop">;
};
session satisfies Describe<CheckedSession>;

const fen = min(integer(), 0);

const shop = type({
  code: string(),
  name: string(),
  logo_url: nullable(string()),
  brand_color: nullable(string()),
  freight_fen: fen,
});
type CheckedShop = Pick<Shop, "code" | "name" | "logo_url" | "brand_color" | "freight_fen">;
shop satisfies Describe<CheckedShop>;

const cards = array(
  type({ id: string(), title: string(), price_fen: fen, image_url: nullable(string()) }),
);
type CheckedCard = Pick<ProductCard, "id" | "title" | "price_fen" | "image_url">;
cards satisfies Describe<CheckedCard[]>;

const page = type({ shop, title: string(), blocks: array(type({ kind: string() })) });
type CheckedPage = Pick<ShownPage, "title"> & { shop: CheckedShop; blocks: { kind: string }[] };
page satisfies Describe<CheckedPage>;

const product = type({
  id: string(),
  specs: array(type({ name: string(), values: array(string()) })),
  skus: array(
    type({ id: string(), values: array(string()), price_fen: fen, available: integer() }),
  ),
  price_fen: fen,
  price_max_fen: fen,
});
type CheckedProduct = Pick<Product, "id" | "specs" | "price_fen" | "price_max_fen"> & {
  skus: Pick<Product["skus"][number], "id" | "values" | "price_fen" | "available">[];
};
product satisfies Describe<CheckedProduct>;

const cart = type({
  lines: array(type({
    sku_id: string(),
    quantity: integer(),
    price_fen: fen,
    available: integer(),
    on_sale: boolean(),
  })),
  count: integer(),
});
type CheckedCart = Pick<Cart, "count"> & {
  lines: Pick<
    Cart["lines"][number],
    "sku_id" | "quantity" | "price_fen" | "available" | "on_sale"
  >[];
};
cart satisfies Describe<CheckedCart>;

export function checkSession(reply: Session): Session {
  return checked(() => assert(reply, session), reply);
}

export function checkShop(reply: Shop): Shop {
  return checked(() => assert(reply, shop), reply);
}

/** The cards of its products too: they say what things cost. */
export function checkPage(reply: ShownPage): ShownPage {
  return checked(() => {
    assert(reply, page);
    for (const block of reply.blocks) if (block.kind === "products") assert(block.products, cards);
  }, reply);
}

export function checkProduct(reply: Product): Product {
  return checked(() => assert(reply, product), reply);
}

export function checkCart(reply: Cart): Cart {
  return checked(() => assert(reply, cart), reply);
}

function checked<T>(check: () => void, reply: T): T {
  try {
    check();
    return reply;
  } catch {
    throw new ApiError("BAD_REPLY", "服务返回的内容有误，请稍后再试");
  }
}
