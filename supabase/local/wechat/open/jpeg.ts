const marker = (code: number, ...content: number[]) => {
  const length = content.length + 2;
  return [0xff, code, length >> 8, length & 0xff, ...content];
};

/** Canonical codes of the DC categories 0 to 8: [bits, length] (ITU T.81, table K.3). */
const dc_codes = [
  [0b00, 2],
  [0b010, 3],
  [0b011, 3],
  [0b100, 3],
  [0b101, 3],
  [0b110, 3],
  [0b1110, 4],
  [0b11110, 5],
  [0b111110, 6],
] as const;

class Bits {
  readonly bytes: number[] = [];
  #value = 0;
  #length = 0;

  add(value: number, length: number): void {
    this.#value = (this.#value << length) | value;
    this.#length += length;
    while (this.#length >= 8) {
      this.#length -= 8;
      const byte = (this.#value >> this.#length) & 0xff;
      this.bytes.push(byte);
      if (byte === 0xff) this.bytes.push(0);
    }
    this.#value &= (1 << this.#length) - 1;
  }

  end(): number[] {
    if (this.#length > 0) this.add((1 << (8 - this.#length)) - 1, 8 - this.#length);
    return this.bytes;
  }
}

/** A grey baseline JPEG whose every 8 by 8 block is one flat colour: true is black, false is white. */
export function flatJpeg(blocks: readonly (readonly boolean[])[]): Uint8Array {
  const height = blocks.length * 8;
  const width = blocks[0]!.length * 8;
  const bits = new Bits();
  let last = 0;
  for (const row of blocks) {
    for (const dark of row) {
      // With a quantizer of 8 the DC value of a flat block is its grey minus 128.
      const difference = (dark ? -128 : 127) - last;
      last += difference;
      const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      const [code, length] = dc_codes[size]!;
      bits.add(code, length);
      if (size > 0) bits.add(difference > 0 ? difference : difference + (1 << size) - 1, size);
      bits.add(0, 1);
    }
  }
  return Uint8Array.from([
    0xff,
    0xd8,
    ...marker(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0),
    ...marker(0xdb, 0, ...Array<number>(64).fill(8)),
    ...marker(0xc0, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0),
    ...marker(0xc4, 0x00, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, ...range(12)),
    ...marker(0xc4, 0x10, 1, ...Array<number>(15).fill(0), 0),
    ...marker(0xda, 1, 1, 0x00, 0, 63, 0),
    ...bits.end(),
    0xff,
    0xd9,
  ]);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}
