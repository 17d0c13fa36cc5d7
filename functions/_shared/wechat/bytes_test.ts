import assert from "node:assert/strict";
import { fromBase64, pemToDer, toBase64, toHex, utf8 } from "./bytes.ts";

Deno.test("base64: bytes survive the way there and back", () => {
  for (let length = 0; length <= 4; length++) {
    const bytes = crypto.getRandomValues(new Uint8Array(length + 1));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  }
});

Deno.test("fromBase64: anything that is not base64 is null and does not throw", () => {
  for (
    const text of [
      "",
      "=",
      "a",
      "ab",
      "abc",
      "ab c",
      "a===",
      "????",
      "YQ=a",
      "YQ==YQ==",
      "中文字符",
    ]
  ) {
    assert.equal(fromBase64(text), null, text);
  }
});

Deno.test("toHex: two digits for each byte", () => {
  assert.equal(toHex(utf8("\u0001é")), "01c3a9");
});

Deno.test("pemToDer: the error of a broken PEM does not print it", () => {
  const secret = "MIIEvgIBADANBgkqh!!";
  const pem = `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`;
  assert.throws(
    () => pemToDer(pem, "PRIVATE KEY"),
    (error: Error) => !error.message.includes("MII"),
  );
});
