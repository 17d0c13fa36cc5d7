import { Funnel } from "@/contracts/insight.ts";
import { Mall } from "@/tests/support/mall.ts";

export const funnel = async (mall: Mall, days: number, by = "distributor") =>
  Funnel.parse(await mall.db.call(mall.owner, "get_funnel", { shop: mall.shop, days, by }));
