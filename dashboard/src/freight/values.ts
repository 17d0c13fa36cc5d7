import type {
  FreightRate,
  FreightTemplate,
  FreightUnit,
  SaveFreightTemplate,
} from "@/contracts/staff/freight.ts";
import { fenOf, yuanOf } from "../lib/yuan.ts";
import { keyOf, regionOf } from "./regions.ts";

/** A rate as it is typed, under the names of the contract: money as text in yuan, regions by their keys. */
export interface RateValues {
  regions: string[];
  is_served: boolean;
  first_units: number;
  first_fen: string;
  further_units: number;
  further_fen: string;
  free_from_fen: string | null;
  free_from_pieces: number | null;
}

export interface TemplateValues {
  name: string;
  unit: FreightUnit;
  is_default: boolean;
  elsewhere: RateValues;
  rates: RateValues[];
}

/** A new rate begins with one piece, or one kilogram in grams. */
export const usualUnits = (unit: FreightUnit) => unit === "weight" ? 1_000 : 1;

export const blankRate = (unit: FreightUnit): RateValues => ({
  ...{ regions: [], is_served: true, free_from_fen: null, free_from_pieces: null },
  ...{ first_units: usualUnits(unit), first_fen: "" },
  ...{ further_units: usualUnits(unit), further_fen: "0.00" },
});

export const blank: TemplateValues = {
  ...{ name: "", unit: "piece", is_default: false, elsewhere: blankRate("piece"), rates: [] },
};

/** Pieces are no grams: the other unit begins with its usual units in every rate. */
export function inUnit(values: TemplateValues, unit: FreightUnit): TemplateValues {
  const units = { first_units: usualUnits(unit), further_units: usualUnits(unit) };
  return {
    ...values,
    unit,
    elsewhere: { ...values.elsewhere, ...units },
    rates: values.rates.map((rate) => ({ ...rate, ...units })),
  };
}

function typed(rate: FreightRate): RateValues {
  return {
    regions: rate.regions.map(keyOf),
    is_served: rate.is_served,
    first_units: rate.first_units,
    first_fen: yuanOf(rate.first_fen),
    further_units: rate.further_units,
    further_fen: yuanOf(rate.further_fen),
    free_from_fen: rate.free_from_fen === null ? null : yuanOf(rate.free_from_fen),
    free_from_pieces: rate.free_from_pieces,
  };
}

export function valuesOf({ name, unit, is_default, rates }: FreightTemplate): TemplateValues {
  const elsewhere = rates.find(({ regions }) => regions.length === 0);
  return {
    ...{ name, unit, is_default, elsewhere: elsewhere ? typed(elsewhere) : blankRate(unit) },
    rates: rates.filter(({ regions }) => regions.length > 0).map(typed),
  };
}

/** A rate that is not served has no price: its price fields are ignored. */
function sent(rate: RateValues): FreightRate {
  return {
    regions: rate.regions.map(regionOf),
    is_served: rate.is_served,
    first_units: rate.first_units ?? 1,
    first_fen: fenOf(rate.first_fen) ?? 0,
    further_units: rate.further_units ?? 1,
    further_fen: fenOf(rate.further_fen) ?? 0,
    free_from_fen: fenOf(rate.free_from_fen),
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
    rates: [...rates.map(sent), sent({ ...elsewhere, regions: [] })], // a refusal's index is the form's
  };
}
