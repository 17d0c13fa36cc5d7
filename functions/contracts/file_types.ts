/** How a picture begins, by its type. What a file is called or says of itself proves nothing. */
const beginnings: readonly [type: string, at: number, bytes: readonly number[]][] = [
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]], // after RIFF and a length
];

/** What kind of picture these bytes are; undefined for none that is taken. `private.picture_type` says the same in SQL. */
export function pictureTypeOf(bytes: Uint8Array): string | undefined {
  return beginnings.find(([, at, begin]) => begin.every((byte, n) => bytes[at + n] === byte))?.[0];
}

/** Whether these bytes begin as an MP4 that phones play: a box named ftyp, of another make than QuickTime. */
export function isMp4(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes.slice(4, 12));
  return text.startsWith("ftyp") && text.slice(4) !== "qt  ";
}
