import type { Home } from "@/contracts/catalog.ts";
import type { Session } from "@/contracts/sign_in.ts";
import {
  array,
  assert,
  type Describe,
  nonempty,
  nullable,
  number,
  string,
  type,
} from "superstruct";
import { ApiError } from "./request";

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

const card = type({
  id: string(),
  title: string(),
  price_fen: number(),
  image_url: nullable(string()),
});
const home = type({
  shop: type({ name: string(), brand_color: nullable(string()), freight_fen: number() }),
  categories: array(type({ id: string(), name: string() })),
  recommended: array(card),
  newest: array(card),
});
type Card = Pick<Home["newest"][number], "id" | "title" | "price_fen" | "image_url">;
type CheckedHome = {
  shop: Pick<Home["shop"], "name" | "brand_color" | "freight_fen">;
  categories: Pick<Home["categories"][number], "id" | "name">[];
  recommended: Card[];
  newest: Card[];
};
home satisfies Describe<CheckedHome>;

export function checkSession(reply: Session): Session {
  return checked(() => assert(reply, session), reply);
}

export function checkHome(reply: Home): Home {
  return checked(() => assert(reply, home), reply);
}

function checked<T>(check: () => void, reply: T): T {
  try {
    check();
    return reply;
  } catch {
    throw new ApiError("BAD_REPLY", "服务返回的内容有误，请稍后再试");
  }
}
