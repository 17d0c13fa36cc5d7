import assert from "node:assert/strict";
import { contrastOf, darkBrand, default_brand, lightBrand } from "./brand.ts";

const chosen = ["#0E7A5F", "#C8321F", "#FFE600", "#000000", "#FFFFFF", "#2B6CB0", "#8A2BE2"];

Deno.test("whatever colour a shop chooses, its words can be read on it, on white and on its soft ground", () => {
  for (const colour of chosen) {
    const light = lightBrand(colour);
    assert.ok(contrastOf(light.brand, "#FFFFFF") >= 4.5, `${colour} white on ${light.brand}`);
    assert.ok(contrastOf(light.brand, light.brand_soft) >= 4.5, `${colour} on its soft`);
    assert.ok(contrastOf(light.brand_pressed, "#FFFFFF") >= 4.5, `${colour} pressed`);
    const dark = darkBrand(colour);
    assert.ok(contrastOf(dark.brand, "#16201C") >= 4.5, `${colour} in the dark`);
    assert.ok(contrastOf(dark.brand, dark.brand_soft) >= 4.5, `${colour} on its dark soft`);
    assert.ok(contrastOf(dark.brand_pressed, "#0F1613") >= 4.5, `${colour} dark words on it`);
  }
});

Deno.test("a legible colour stays as it was chosen, and none chosen is our green", () => {
  assert.equal(lightBrand("#2B6CB0").brand, "#2b6cb0");
  for (const none of [null, undefined, "green", default_brand.toLowerCase()]) {
    assert.equal(lightBrand(none).brand, default_brand);
    assert.equal(darkBrand(none).brand, "#3CCB9F");
  }
});
