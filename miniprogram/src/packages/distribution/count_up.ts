const duration_ms = 400;
const frame_ms = 25;

/** Shows the whole numbers from one to another within 400 ms, slower towards the end. Returns a stop. */
export function countUp(from: number, to: number, show: (value: number) => void): () => void {
  let passed = 0;
  const timer = setInterval(() => {
    passed += frame_ms;
    show(counted(from, to, passed / duration_ms));
    if (passed >= duration_ms) clearInterval(timer);
  }, frame_ms);
  return () => clearInterval(timer);
}

/** Where counting stands after a part (0 to 1) of its time. */
export function counted(from: number, to: number, part: number): number {
  if (part >= 1) return to;
  return from + Math.round((to - from) * (1 - (1 - part) ** 3));
}
