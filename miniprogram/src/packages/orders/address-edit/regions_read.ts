import { regionsBelow } from "@/contracts/regions.ts";

export interface Region {
  province: string;
  city: string;
  district: string;
}

/** A region that a text begins with, and what stands behind it. */
export interface ReadRegion extends Region {
  rest: string;
}

/** What people leave out of the names of provinces and cities. */
const ending =
  /(?:省|市|地区|盟|特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:藏族|羌族|彝族|苗族|侗族|傣族|白族|回族|景颇族|蒙古族|蒙古|朝鲜族|土家族|布依族|哈尼族|哈萨克|傈僳族|柯尔克孜)*自治州)$/;

/** Cities of China that stand below no city of their own: the region's name is only kept. */
const direct = /^(?:省直辖县|自治区直辖县级行政区划)$/;

/** The region that a text begins with: province, city and district, of which what says itself may be left out. */
export function readRegion(text: string): ReadRegion | null {
  const start = text.trimStart();
  const province = beginning(start, regionsBelow());
  if (province) return readBelow(province.name, province.rest);
  if (!/[市区县旗州盟]/.test(start)) return null; // spares a look through the whole country
  return readCity(start) ?? readDistrict(start);
}

/** Where in a text a province stands with its whole name; -1 where none does. */
export function provinceIn(text: string): number {
  const places = regionsBelow().map((name) => text.indexOf(name)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

/** After a province: its city, then the district; or a district that only one of its cities has. */
function readBelow(province: string, text: string): ReadRegion {
  const cities = regionsBelow(province);
  const city = beginning(text, cities);
  if (city) return readLast(province, city.name, city.rest);
  const only = cities.length === 1 ? cities[0]! : "";
  if (only) return readLast(province, only, text);
  const found = onlyOne(cities.flatMap((name) => districtAt(province, name, text) ?? []));
  return found ?? { province, city: "", district: "", rest: text };
}

/** A city without its province: in short only where one of its districts follows. */
function readCity(text: string): ReadRegion | null {
  return onlyOne(
    regionsBelow().flatMap((province) => {
      const city = beginning(text, regionsBelow(province).filter((name) => !direct.test(name)));
      if (!city) return [];
      const whole = text.trimStart().startsWith(city.name);
      const found = readLast(province, city.name, city.rest);
      return whole || found.district ? [found] : [];
    }),
  );
}

/** A district alone, where its name stands once in the country. */
function readDistrict(text: string): ReadRegion | null {
  return onlyOne(
    regionsBelow().flatMap((province) =>
      regionsBelow(province).flatMap((city) => districtAt(province, city, text) ?? [])
    ),
  );
}

function readLast(province: string, city: string, text: string): ReadRegion {
  return districtAt(province, city, text) ?? { province, city, district: "", rest: text };
}

/** Districts are read by their whole names: 西湖 may begin the name of a street. */
function districtAt(province: string, city: string, text: string): ReadRegion | null {
  const start = text.trimStart();
  const names = regionsBelow(province, city).filter((name) => start.startsWith(name));
  const district = longest(names);
  return district ? { province, city, district, rest: start.slice(district.length) } : null;
}

/** The name that a text begins with, whole or in short. The same name may stand there twice: 上海上海市. */
function beginning(text: string, names: string[]): { name: string; rest: string } | null {
  const start = text.trimStart();
  const spelt = names.flatMap((name) =>
    [name, name.replace(ending, "")].map((as) => ({ name, as }))
  )
    .filter(({ as }) => as.length > 1 && start.startsWith(as));
  const as = longest(spelt.map((one) => one.as));
  const found = spelt.find((one) => one.as === as);
  return found ? { name: found.name, rest: start.slice(as.length) } : null;
}

const longest = (names: string[]) =>
  names.reduce((best, name) => name.length > best.length ? name : best, "");

const onlyOne = <T>(found: T[]): T | null => found.length === 1 ? found[0]! : null;
