import { equal, ok } from "node:assert/strict";
import { regionsBelow } from "./regions.ts";

Deno.test("every province has cities and every city has districts, each named once", () => {
  const provinces = regionsBelow();
  equal(provinces.length, 34);
  for (const province of provinces) {
    const cities = regionsBelow(province);
    equal(new Set(cities).size, cities.length, province);
    ok(cities.length > 0, province);
    for (const city of cities) ok(regionsBelow(province, city).length > 0, `${province} ${city}`);
  }
});

Deno.test("an unknown province or city has nothing below it", () => {
  equal(regionsBelow("月球").length, 0);
  equal(regionsBelow("浙江省", "月球").length, 0);
  ok(regionsBelow("浙江省", "杭州市").includes("西湖区"));
});
