import assert from "node:assert/strict";
import { maskedPhone } from "./shipping.ts";

Deno.test("maskedPhone() leaves the last four digits, however the phone is written", () => {
  assert.equal(maskedPhone("18912341234"), "189****1234");
  assert.equal(maskedPhone("+86 189-1234-1234"), "189****1234");
  assert.equal(maskedPhone("0571-88880000"), "057****0000");
});
