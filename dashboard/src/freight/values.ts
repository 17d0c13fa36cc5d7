import type {
  FreightRate,
  FreightTemplate,
  SaveFreightTemplate,
} from "@/contracts/staff/freight.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { keyOf, regionOf } from "./regions.ts";

/** A rate as it is typed: money as text in yuan, regions by their keys. */
export interface RateValues {
  regions: string[];
  is_served: boolean;
  first_units: number;
  first: string;
  further_units: number;
  further: string;
  free_from: string | null;
  free_from_pieces: number | null;
}

export interface TemplateValues {
  name: string;
  unit: SaveFreightTemplate["unit"];
  is_default: boolean;
  elsewhere: RateValues;
  rates: RateValues[];
}

export const blank_rate: RateValues = {
  ...{ regions: [], is_served: true, free_from: null, free_from_pieces: null },
  ...{ first_units: 1, first: "", further_units: 1, further: "0.00" },
};

export const blank: TemplateValues = {
  ...{ name: "", unit: "piece", is_default: false, elsewhere: blank_rate, rates: [] },
};

function typed(rate: FreightRate): RateValues {
  return {
    regions: rate.regions.map(keyOf),
    is_served: rate.is_served,
    first_units: rate.first_units,
    first: yuanOf(rate.first_fen),
    further_units: rate.further_units,
    further: yuanOf(rate.further_fen),
    free_from: rate.free_from_fen === null ? null : yuanOf(rate.free_from_fen),
    free_from_pieces: rate.free_from_pieces,
  };
}

export function valuesOf({ name, unit, is_default, rates }: FreightTemplate): TemplateValues {
  const elsewhere = rates.find(({ regions }) => regions.length === 0);
  return {
    ...{ name, unit, is_default, elsewhere: elsewhere ? typed(elsewhere) : blank_rate },
    rates: rates.filter(({ regions }) => regions.length > 0).map(typed),
  };
}

/** A rate that is not served has no price: its price fields are ignored. */
function sent(rate: RateValues): FreightRate {
  return {
    regions: rate.regions.map(regionOf),
    is_served: rate.is_served,
    first_units: rate.first_units ?? 1,
    first_fen: fenOf(rate.first) ?? 0,
    further_units: rate.further_units ?? 1,
    further_fen: fenOf(rate.further) ?? 0,
    free_from_fen: fenOf(rate.free_from),
    free_from_pieces: rate.free_from_pieces ?? null,
  };
}

export function templateOf(
  { name, unit, is_default, elsewhere, rates }: TemplateValues,
  on?: Pick<FreightTemplate, "id" | "version">,
): SaveFreightTemplate {
  return {
    ...(on ? { id: on.id, version: on.version } : {}),
    ...{ name: name.trim(), unit, is_default },
    rates: [sent({ ...elsewhere, regions: [] }), ...rates.map(sent)],
  };
}
