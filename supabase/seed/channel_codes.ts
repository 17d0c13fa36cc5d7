import { day, hour, type World } from "./world.ts";

/** The shop's own codes: one on the counter, one that brings people to a distributor. */
export async function printCodes({ caller, timeline, staff, shop, distributors }: World) {
  const codes = [
    { name: "门店柜台", page: "home", product_id: null, campaign: null, distributor_id: null },
    {
      ...{ name: "秋日茶会签到处", page: "category", product_id: null, campaign: "秋日茶会" },
      distributor_id: distributors[0]!.member.id,
    },
  ];
  for (const [n, code] of codes.entries()) {
    await caller.command(timeline.end - 3 * day + n * hour, staff.owner, "save_channel_code", {
      ...{ shop: shop.code, code, reason: "印给线下" },
    });
  }
}
