import { rowId } from "./Matrix.tsx";

/** Brings a place's line of the matrix into sight, and the focus to it, once it is drawn. */
export function goTo(place: string): void {
  setTimeout(() => {
    const row = document.getElementById(rowId(place));
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("button")?.focus({ preventScroll: true });
  });
}
