import type { NodeElement } from "./types.ts";

/** `hover-class` of the nearest element that has one, while a finger is on it. */
export function press(target: Element, on: boolean): void {
  const element = target.closest<NodeElement>("[hover-class]");
  const name = element?.getAttribute("hover-class");
  if (!element?.__wxElement || !name || name === "none") return;
  for (const part of name.split(/\s+/)) element.__wxElement.classList?.toggle(part, on);
}
