import type { FreightRate, SaveFreightTemplate } from "@/contracts/staff/freight.ts";
import type { Caller, Claims } from "./caller.ts";
import type { DemoShop } from "./world.ts";

/** As rates mostly are: served, and a further piece or gram costs nothing. */
const usual = {
  ...{ regions: [], is_served: true, first_units: 1, further_units: 1, further_fen: 0 },
  ...{ free_from_fen: null, free_from_pieces: null },
} as const;

const xinjiang = { province: "新疆维吾尔自治区", city: null };
const tibet = { province: "西藏自治区", city: null };

const parcel: SaveFreightTemplate = {
  ...{ name: "普通快递", unit: "piece", is_default: true },
  rates: [
    { ...usual, first_fen: 800, free_from_fen: 9_900 },
    { ...usual, regions: [xinjiang, tibet], first_fen: 1_800, free_from_fen: 29_900 },
  ],
};

/** The first three kilograms at one price, each further kilogram costs more. */
const cold: FreightRate = {
  ...usual,
  ...{ first_units: 3_000, first_fen: 1_200, further_units: 1_000, further_fen: 200 },
  free_from_fen: 12_900,
};

const cold_chain: SaveFreightTemplate = {
  ...{ name: "鲜果冷链", unit: "weight", is_default: false },
  rates: [
    cold,
    { ...cold, regions: [xinjiang], first_fen: 2_000, further_fen: 500, free_from_fen: null },
    {
      ...cold,
      regions: [tibet],
      is_served: false,
      first_fen: 0,
      further_fen: 0,
      free_from_fen: null,
    },
  ],
};

/** Parcels for everything, dearer far away, and a cold chain by weight; answers the id of the cold chain. */
export async function chooseFreight(
  caller: Caller,
  at: number,
  owner: Claims,
  shop: DemoShop,
): Promise<string> {
  const save = (template: SaveFreightTemplate) =>
    caller.command<{ id: string }>(at, owner, "save_freight_template", {
      ...{ shop: shop.code, template, reason: "开店配置" },
    });
  await save(parcel);
  return (await save(cold_chain)).id;
}
