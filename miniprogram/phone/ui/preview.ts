import { overlay } from "./screen.ts";

/** Pictures over the whole screen; a tap closes them. */
export function previewImages(urls: string[], current: string): void {
  const layer = overlay("wx-preview");
  layer.setAttribute("role", "dialog");
  layer.setAttribute("aria-label", "图片预览");
  for (const url of urls) {
    const picture = new Image();
    picture.src = url;
    picture.alt = "";
    layer.append(picture);
  }
  layer.children[Math.max(0, urls.indexOf(current))]?.scrollIntoView({ inline: "start" });
  layer.addEventListener("click", () => layer.remove());
}
