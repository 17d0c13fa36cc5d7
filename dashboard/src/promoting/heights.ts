/** How high each bar is, in hundredths of the highest; what is not nothing can be seen. */
export function heightsOf(values: readonly number[]): number[] {
  const most = Math.max(0, ...values);
  return values.map((value) => value <= 0 ? 0 : Math.max(2, Math.round((value / most) * 100)));
}
