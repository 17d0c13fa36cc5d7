import { overlay, takeFocus } from "./screen.ts";

export interface Sheet {
  box: HTMLElement;
  close(): void;
}

/** A sheet from below, over a mask; `dismiss` is called for a tap beside it. */
export function openSheet(class_name: string, name: string, dismiss: () => void): Sheet {
  const mask = overlay("wx-mask bottom");
  const box = document.createElement("div");
  box.className = `wx-sheet ${class_name}`;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  box.setAttribute("aria-label", name);
  mask.append(box);
  takeFocus(box);
  mask.addEventListener("click", (event) => {
    if (event.target === mask) dismiss();
  });
  return { box, close: () => mask.remove() };
}
