import { region_lines } from "./region_lines";

/** The names one may choose from after some have been chosen: provinces, then cities, then districts. */
export function regionsBelow(province = "", city = ""): string[] {
  const lines = region_lines.trim().split("\n");
  if (!province) return lines.map((line) => line.slice(0, line.indexOf("=")));
  const line = lines.find((text) => text.startsWith(`${province}=`));
  if (!line) return [];
  const cities = line.slice(province.length + 1).split(";");
  if (!city) return cities.map((text) => text.slice(0, text.indexOf(":")));
  const found = cities.find((text) => text.startsWith(`${city}:`));
  return found ? found.slice(city.length + 1).split(",").filter((name) => name !== "") : [];
}
