const DURATION_MS = 250;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The new page comes from the right, the one below moves a little to the left. */
export function slideIn(page: Element, below?: Element): void {
  if (still() || !below) return;
  below.classList.add("below");
  page.animate([{ transform: "translateX(100%)" }, { transform: "none" }], {
    duration: DURATION_MS,
    easing: "ease-out",
  }).finished.finally(() => below.classList.remove("below"));
  below.animate([{ transform: "none" }, { transform: "translateX(-30%)" }], {
    duration: DURATION_MS,
    easing: "ease-out",
  });
}

/** And the way back; `done` when the page cannot be seen any more. */
export function slideOut(page: Element, below: Element, done: () => void): void {
  if (still()) return done();
  page.classList.add("leaving");
  below.animate([{ transform: "translateX(-30%)" }, { transform: "none" }], {
    duration: DURATION_MS,
    easing: "ease-out",
  });
  page.animate([{ transform: "none" }, { transform: "translateX(100%)" }], {
    duration: DURATION_MS,
    easing: "ease-out",
  }).finished.finally(done);
}
