import assert from "node:assert/strict";
import { pictureUrl, setPictures } from "./pictures.ts";

Deno.test("a picture of the package is found by the name that its content gave it", () => {
  setPictures({ "assets/vine.svg": "assets/vine-0a1b.svg" });
  assert.equal(pictureUrl("/assets/vine.svg"), "assets/vine-0a1b.svg");
  assert.equal(pictureUrl("/assets/none.svg"), "assets/none.svg");
  assert.equal(pictureUrl("https://a.example/x.png"), "https://a.example/x.png");
  assert.equal(pictureUrl("//a.example/x.png"), "//a.example/x.png");
});
