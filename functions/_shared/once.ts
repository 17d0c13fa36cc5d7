/** Makes something when it is first asked for, and then keeps it. What throws is made again. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
