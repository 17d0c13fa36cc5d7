import assert from "node:assert/strict";
import { isMp4, pictureTypeOf } from "./file_types.ts";

const ascii = (text: string) => new TextEncoder().encode(text);

Deno.test("a picture is told by its first bytes, whatever it is called", () => {
  assert.equal(pictureTypeOf(Uint8Array.fromHex("ffd8ffe0")), "image/jpeg");
  assert.equal(pictureTypeOf(Uint8Array.fromHex("89504e470d0a1a0a")), "image/png");
  assert.equal(pictureTypeOf(ascii("RIFF\0\0\0\0WEBP")), "image/webp");
  for (const other of ["", "GIF89a", "<svg/>", "RIFF\0\0\0\0WAVE", "%PDF-1.7"]) {
    assert.equal(pictureTypeOf(ascii(other)), undefined, other);
  }
});

Deno.test("an MP4 begins with its box of type ftyp; QuickTime, WebM and an empty file are none", () => {
  for (const make of ["isom", "mp42", "avc1", "iso5"]) {
    assert.ok(isMp4(ascii(`\0\0\0\x18ftyp${make}`)), make);
  }
  for (const other of ["", "\0\0\0\x14ftypqt  ", "\x1aE\xdf\xa3", "\0\0\0\x18moov", "ftypisom"]) {
    assert.equal(isMp4(ascii(other)), false, other);
  }
});
