import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";

const crc_table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let n = 0; n < 8; n++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crc_table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, crc]);
}

/** A PNG of grey and alpha: true is black, false is transparent; each module `scale` pixels wide. */
export function transparentPng(
  modules: readonly (readonly boolean[])[],
  scale: number,
): Uint8Array {
  const size = modules.length * scale;
  const pixels = Buffer.alloc(size * (1 + 2 * size));
  modules.forEach((row, r) => {
    const line = Buffer.alloc(1 + 2 * size);
    row.forEach((dark, c) => {
      for (let n = 0; dark && n < scale; n++) line[2 + 2 * (c * scale + n)] = 0xff;
    });
    for (let n = 0; n < scale; n++) line.copy(pixels, (r * scale + n) * line.length);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 4, 0, 0, 0], 8);
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", new Uint8Array()),
  ]);
}
