import { overlay } from "./screen.ts";
import { text } from "./modal.ts";

export interface ToastOptions {
  title: string;
  icon?: "success" | "error" | "loading" | "none";
  image?: string;
  duration?: number;
  mask?: boolean;
}

let shown: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** One at a time; a loading is one that stays. */
export function showToast({ title, icon = "success", image, duration, mask }: ToastOptions): void {
  hideToast();
  shown = overlay(mask ? "wx-toast masked" : "wx-toast");
  shown.setAttribute("role", "status");
  const box = document.createElement("div");
  if (image) {
    const picture = new Image();
    picture.src = image;
    picture.alt = "";
    box.append(picture);
  } else if (icon !== "none") {
    box.append(text("i", "", icon));
  }
  if (title) box.append(text("span", title));
  shown.append(box);
  if (duration !== Infinity) timer = setTimeout(hideToast, duration ?? 1500);
}

export function hideToast(): void {
  clearTimeout(timer);
  shown?.remove();
  shown = null;
}
