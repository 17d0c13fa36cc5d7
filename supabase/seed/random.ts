/** Numbers that look random and are the same at every run. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  /** One of a list, the heavier the likelier. */
  weighted<T>(list: readonly T[], weight: (one: T) => number): T {
    let left = this.next() * list.reduce((sum, one) => sum + weight(one), 0);
    for (const one of list) if ((left -= weight(one)) < 0) return one;
    return list.at(-1)!;
  }

  /** Decimal digits. */
  digits(length: number): string {
    return Array.from({ length }, () => this.int(0, 9)).join("");
  }

  /** Letters and digits. */
  text(length: number): string {
    const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return Array.from({ length }, () => letters[this.int(0, letters.length - 1)]).join("");
  }

  /** Another generator that does not disturb this one's sequence. */
  fork(label: number): Random {
    return new Random(Math.imul(this.#state ^ label, 0x9e3779b1));
  }
}
