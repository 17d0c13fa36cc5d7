import type { State } from "./states.ts";
import type { Things } from "./books.ts";

/** A page and the states that it is looked at in, beyond the usual one. */
export interface PageToSee {
  name: string;
  /** Its address, from things that exist in the demo shop. */
  path(things: Things): string;
  states: readonly State[];
  /** Whose phone: a distributor's when left out. */
  as?: "viewer" | "stranger";
}

const LIST = ["long names", "empty", "error", "loading"] as const;
const THING = ["long names", "error", "loading"] as const;
const FORM = ["error", "loading"] as const;

/** Every page of the mini program. */
export const phone_pages: PageToSee[] = [
  { name: "home", path: () => "pages/home/home", states: LIST },
  { name: "category", path: () => "pages/category/category", states: LIST },
  { name: "topic", path: ({ topic }) => `pages/topic/topic?id=${topic}`, states: THING },
  { name: "cart", path: () => "pages/cart/cart", states: LIST },
  { name: "about the shop", path: () => "packages/shop/about/about", states: THING },
  { name: "mine", path: () => "pages/mine/mine", states: ["long names"] },
  { name: "mine, a stranger's", path: () => "pages/mine/mine", states: [], as: "stranger" },
  {
    name: "product",
    path: ({ product }) => `packages/goods/detail/detail?id=${product}`,
    states: THING,
  },
  { name: "favourites", path: () => "packages/goods/favourites/favourites", states: LIST },
  { name: "footprints", path: () => "packages/goods/footprints/footprints", states: LIST },
  { name: "search", path: () => "packages/goods/search/search", states: [] },
  {
    name: "search, found",
    path: () => `packages/goods/search/search?query=${encodeURIComponent("茶")}`,
    states: ["long names", "empty", "error"],
  },
  {
    name: "checkout",
    path: ({ sku }) => `packages/orders/checkout/checkout?sku=${sku}&quantity=2`,
    states: THING,
  },
  { name: "paid", path: ({ order }) => `packages/orders/paid/paid?order=${order}`, states: THING },
  { name: "orders", path: () => "packages/orders/list/list", states: LIST },
  {
    name: "order",
    path: ({ order }) => `packages/orders/detail/detail?id=${order}`,
    states: THING,
  },
  {
    name: "ask for a refund",
    path: ({ order }) => `packages/orders/refund/refund?order=${order}`,
    states: THING,
  },
  { name: "addresses", path: () => "packages/orders/addresses/addresses", states: LIST },
  {
    name: "new address",
    path: () => "packages/orders/address-edit/address-edit",
    states: [],
  },
  {
    name: "recruitment",
    path: () => "packages/distribution/recruit/recruit",
    states: FORM,
    as: "stranger",
  },
  {
    name: "a personal link",
    path: ({ personal_link }) => `packages/distribution/personal/personal?s=${personal_link}`,
    states: THING,
    as: "stranger",
  },
  {
    name: "distributor's centre",
    path: () => "packages/distribution/center/center",
    states: THING,
  },
  {
    name: "commissions",
    path: () => "packages/distribution/commissions/commissions",
    states: LIST,
  },
  { name: "notices", path: () => "packages/distribution/notices/notices", states: LIST },
  {
    name: "customers who left",
    path: () => "packages/distribution/customers/customers?tab=lost",
    states: ["long names", "empty", "error"],
  },
  { name: "customers", path: () => "packages/distribution/customers/customers", states: LIST },
  { name: "team", path: () => "packages/distribution/team/team", states: LIST },
  { name: "my tier", path: () => "packages/distribution/tier/tier", states: FORM },
  { name: "own figures", path: () => "packages/distribution/figures/figures", states: LIST },
  { name: "own links", path: () => "packages/distribution/links/links", states: LIST },
  {
    name: "leaderboard",
    path: () => "packages/distribution/leaderboard/leaderboard",
    states: LIST,
  },
  { name: "share", path: () => "packages/distribution/share/share", states: LIST },
  {
    name: "materials",
    path: () => "packages/distribution/materials/materials",
    states: LIST,
  },
  { name: "training", path: () => "packages/distribution/training/training", states: LIST },
  {
    name: "training article",
    path: ({ article }) => `packages/distribution/article/article?id=${article}`,
    states: THING,
  },
  { name: "withdraw", path: () => "packages/distribution/withdraw/withdraw", states: FORM },
  {
    name: "own adjustments",
    path: () => "packages/distribution/adjustments/adjustments",
    states: LIST,
  },
  {
    name: "withdrawals",
    path: () => "packages/distribution/withdrawals/withdrawals",
    states: LIST,
  },
];

/** Opens an invitation that Books.invite has made. */
export const invitation_token = "a".repeat(43);

/** Every page of the dashboard. */
export const dashboard_pages: PageToSee[] = [
  { name: "overview", path: () => "", states: LIST },
  { name: "work list", path: () => "work", states: LIST },
  { name: "orders", path: () => "orders", states: LIST },
  { name: "an order", path: ({ order }) => `orders?order=${order}`, states: THING },
  { name: "distributors", path: () => "distributors", states: LIST },
  { name: "tiers", path: () => "distributors/tiers", states: FORM },
  {
    name: "a distributor",
    path: ({ distributor }) => `distributors/${distributor}`,
    states: THING,
  },
  { name: "applications", path: () => "distributors/applications", states: LIST },
  { name: "recruitment", path: () => "distributors/recruitment", states: FORM },
  { name: "relations", path: () => "distributors/relations", states: LIST },
  { name: "old customers brought in", path: () => "distributors/imports", states: LIST },
  { name: "bring old customers in", path: () => "distributors/imports/new", states: [] },
  { name: "risk", path: () => "distributors/risk", states: LIST },
  { name: "risk rules", path: () => "distributors/risk/rules", states: FORM },
  { name: "a risk case", path: ({ case: id }) => `distributors/risk/${id}`, states: THING },
  { name: "channel codes", path: () => "distributors/codes", states: LIST },
  { name: "materials", path: () => "distributors/materials", states: LIST },
  { name: "training", path: () => "distributors/training", states: LIST },
  {
    name: "a training article",
    path: ({ article }) => `distributors/training/${article}`,
    states: THING,
  },
  { name: "a new training article", path: () => "distributors/training/new", states: [] },
  {
    name: "a distributor's customers",
    path: ({ distributor }) => `distributors/${distributor}?tab=customers`,
    states: LIST,
  },
  {
    name: "a distributor's orders",
    path: ({ distributor }) => `distributors/${distributor}?tab=orders`,
    states: LIST,
  },
  {
    name: "a distributor's withdrawals",
    path: ({ distributor }) => `distributors/${distributor}?tab=withdrawals`,
    states: LIST,
  },
  { name: "leaderboard", path: () => "distributors/leaderboard", states: LIST },
  { name: "liabilities", path: () => "commissions/liabilities", states: LIST },
  { name: "withdrawals", path: () => "withdrawals", states: LIST },
  { name: "adjustments", path: () => "withdrawals/adjustments", states: LIST },
  { name: "taxes", path: () => "withdrawals/taxes", states: FORM },
  {
    name: "a distributor's adjustments",
    path: ({ distributor }) => `distributors/${distributor}?tab=adjustments`,
    states: [],
  },
  {
    name: "liabilities of a past day",
    path: () => "commissions/liabilities?day=2026-01-05",
    states: ["empty"],
  },
  { name: "reconciliation", path: () => "withdrawals/reconciliation", states: LIST },
  { name: "commissions", path: () => "commissions", states: LIST },
  { name: "commission rules", path: () => "commissions/rules", states: THING },
  { name: "extras", path: () => "commissions/rules?tab=extras", states: [] },
  { name: "volume steps", path: () => "commissions/rules?tab=volume", states: [] },
  { name: "history of rules", path: () => "commissions/rules?tab=history", states: LIST },
  { name: "goods", path: () => "goods", states: LIST },
  { name: "categories", path: () => "goods/categories", states: LIST },
  { name: "shop pages", path: () => "goods/pages", states: ["long names", "error"] },
  { name: "a new topic", path: () => "goods/pages/new", states: [] },
  { name: "a topic's editor", path: ({ topic }) => `goods/pages/${topic}`, states: ["error"] },
  { name: "freight", path: () => "goods/freight", states: LIST },
  { name: "stock", path: () => "goods/stock", states: LIST },
  { name: "import products", path: () => "goods/import", states: [] },
  { name: "a product", path: ({ product }) => `goods/${product}`, states: THING },
  { name: "a new product", path: () => "goods/new", states: ["long names"] },
  { name: "opening", path: () => "settings/setup", states: FORM },
  { name: "settings", path: () => "settings", states: FORM },
  { name: "commission rule", path: () => "settings?tab=commission", states: LIST },
  { name: "shop's looks", path: () => "settings?tab=theme", states: THING },
  { name: "WeChat and keys", path: () => "settings?tab=wechat", states: LIST },
  { name: "agreements", path: () => "settings?tab=texts", states: LIST },
  { name: "messages to members", path: () => "settings?tab=messages", states: FORM },
  { name: "staff", path: () => "settings?tab=staff", states: LIST },
  { name: "who leaves", path: () => "settings?tab=leaving", states: LIST },
  { name: "audit log", path: () => "settings?tab=audit", states: LIST },
  { name: "a new password", path: () => "password", states: [] },
  {
    name: "somebody else's invitation",
    path: () => `invitation?shop=qingteng&token=${invitation_token}`,
    states: [],
  },
];
