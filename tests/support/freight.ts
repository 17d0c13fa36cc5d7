import type {
  FreightRate,
  FreightTemplate,
  SaveFreightTemplate,
} from "@/contracts/staff/freight.ts";
import type { Mall } from "./mall.ts";

/** One yuan for a piece or a gram and for each further one, everywhere else. */
export function rate(given: Partial<FreightRate> = {}): FreightRate {
  return {
    ...{ regions: [], is_served: true, free_from_fen: null, free_from_pieces: null },
    ...{ first_units: 1, first_fen: 100, further_units: 1, further_fen: 100 },
    ...given,
  };
}

export const freight: SaveFreightTemplate = {
  ...{ name: "普通快递", unit: "piece", is_default: false },
  rates: [rate()],
};

export function saveFreight(
  mall: Mall,
  given: Partial<SaveFreightTemplate> = {},
): Promise<FreightTemplate> {
  const template = { ...freight, ...given };
  return mall.command<FreightTemplate>("save_freight_template", { template, reason: "开店" });
}

/** A product of one SKU, in stock, that is sent by this template; answers its SKU. */
export async function sentBy(
  mall: Mall,
  freight_template_id: string | null,
  sku: { price_fen: number; weight_g?: number } = { price_fen: 1000 },
): Promise<string> {
  const { skus } = await mall.saveProduct({
    ...{ title: "龙井", freight_template_id },
    skus: [{ values: [], initial_stock: 1000, ...sku }],
  });
  return skus[0]!;
}
