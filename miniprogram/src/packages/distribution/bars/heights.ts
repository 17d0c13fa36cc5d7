/** One bar: what stands below it, how long it is, and what it says when it is read. */
export interface Bar {
  label: string;
  value: number;
  words: string;
}

/** How high each is, in hundredths of the highest; what is not nothing can be seen. */
export function heightsOf(values: readonly number[]): number[] {
  const most = Math.max(0, ...values);
  return values.map((value) => value <= 0 ? 0 : Math.max(4, Math.round((value / most) * 100)));
}

/** Which of so many bars of one width lies there. */
export function indexAt(x: number, width: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor((x / width) * count)));
}
