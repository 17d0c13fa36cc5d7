import type { Expectation } from "./callers/expectation.ts";
import { order_staff } from "./callers/order_staff.ts";
import { relations } from "./callers/relations.ts";
import { risk_staff } from "./callers/risk_staff.ts";
import { rule_staff } from "./callers/rule_staff.ts";
import { servers } from "./callers/servers.ts";
import { shop_staff } from "./callers/shop_staff.ts";
import { shoppers } from "./callers/shoppers.ts";

export type { Expectation, ServerRole, World } from "./callers/expectation.ts";

/** Every function of schema api. A function that is not here, or here and not there, fails the test. */
export const callers: Record<string, Expectation> = {
  ...shoppers,
  ...order_staff,
  ...shop_staff,
  ...risk_staff,
  ...rule_staff,
  ...relations,
  ...servers,
};
