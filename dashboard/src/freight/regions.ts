import { regionsBelow } from "@/contracts/regions.ts";
import type { FreightRegion } from "@/contracts/staff/freight.ts";

/** A region as one text, for fields that hold texts: 广东省, or 广东省/深圳市. */
export const keyOf = ({ province, city }: FreightRegion) => city ? `${province}/${city}` : province;

export function regionOf(key: string): FreightRegion {
  const [province, city] = key.split("/") as [string, string?];
  return { province, city: city ?? null };
}

export const nameOf = ({ province, city }: FreightRegion) => city ?? province;

/** Provinces with their cities, for the picker; one with a single city has none below it. */
export function regionTree() {
  return regionsBelow().map((province) => {
    const cities = regionsBelow(province);
    return {
      value: province,
      title: province,
      children: cities.length === 1 ? [] : cities.map((city) => ({
        value: `${province}/${city}`,
        title: city,
      })),
    };
  });
}
