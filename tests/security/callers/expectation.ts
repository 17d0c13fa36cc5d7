import { type Mall, type Member, newKey } from "@/tests/support/mall.ts";

/** Ids of things that belong to one shop, and to the member `mine` where they have an owner. */
export interface World {
  mall: Mall;
  mine: Member;
  product: string;
  sku: string;
  category: string;
  freight_template: string;
  difference: string;
  bill: string;
  topic: string;
  address: string;
  avatar: string;
  share: string;
  material: string;
  material_share: string;
  material_token: string;
  channel_code: string;
  import: string;
  imported: string;
  personal_link: string;
  article: string;
  pending_order: string;
  paid_order: string;
  shipped_order: string;
  shipment: string;
  after_sale: string;
  returning: string;
  distributor: string;
  applicant: string;
  commission: string;
  hold: string;
  withdrawal: string;
  /** A correction that waits for a second person. */
  adjustment: string;
  outbox: string;
  work: string;
  staff: string;
  invitation: string;
  invitation_token: string;
  attempt: string;
  refund_attempt: string;
  rule_set: string;
  rule_preview: string;
  risk_case: string;
  risk_preview: string;
}

export type Args = (world: World) => Record<string, unknown>;

/**
 * Who may call a function; user: whoever signed in through Supabase Auth, in whatever shop; `by_server`: only through the server's role, which brings what it alone can make. `foreign` is the refusal when the thing named belongs to another member or another
 * shop: it must look as if it did not exist.
 */
export type Expectation =
  | { who: "anyone"; args: Args; foreign?: string }
  | { who: "member"; args: Args; foreign?: string; by_server?: true }
  | { who: "user"; args: Args; by_server?: never }
  | { who: "staff"; permission: string; args: Args; foreign?: string; by_server?: true }
  | { who: "server"; roles: ServerRole[]; args: Args };

export type ServerRole = "mall_server" | "mall_wechat" | "mall_jobs";

export const none: Args = () => ({});
export const shop: Args = ({ mall }) => ({ shop: mall.shop });
export const reason = "测试";
export const key = newKey;

export const anyone = (args: Args, foreign?: string): Expectation => ({
  who: "anyone",
  args,
  ...(foreign ? { foreign } : {}),
});
export const member = (args: Args, foreign?: string): Expectation => ({
  who: "member",
  args,
  ...(foreign ? { foreign } : {}),
});
export const user = (args: Args): Expectation => ({ who: "user", args });
export const staff = (permission: string, args: Args, foreign?: string): Expectation => ({
  who: "staff",
  permission,
  args: (world) => ({ ...shop(world), ...args(world) }),
  ...(foreign ? { foreign } : {}),
});
/** What staff do: under a key. */
export const command = (permission: string, args: Args, foreign?: string): Expectation =>
  staff(permission, (world) => ({ ...args(world), idempotency_key: key() }), foreign);
export const byServer = (
  rule: Expectation,
): Expectation => ({ ...rule, by_server: true } as Expectation);
export const server = (roles: ServerRole[], args: Args): Expectation => ({
  who: "server",
  roles,
  args,
});
export const jobs = (args: Args) => server(["mall_jobs"], args);
export const wechat = (args: Args) =>
  server(["mall_wechat"], (world) => ({ ...shop(world), ...args(world) }));
export const both: ServerRole[] = ["mall_jobs", "mall_server"];

export const line = ({ sku }: World) => [{ sku_id: sku, quantity: 1 }];
export const contact = {
  sealed: "v2.t1.sealed",
  phone_fingerprint: "p",
  address_fingerprint: "a",
  province: "浙江省",
  city: "杭州市",
};
export const by_distributor = (world: World) => ({ distributor_id: world.distributor, reason });
