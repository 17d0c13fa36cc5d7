import { waitForLetters } from "./canvas_text.ts";
import { giveFont } from "../ui/canvas_text.ts";
import { defineTag, silent } from "./define.ts";

/** type="2d": a real <canvas> fills the box; selector queries answer it as `node`. */
export const canvas = defineTag("canvas", {
  attributes: { type: String, canvasId: String, ...silent("disableScroll") },
  created(tag) {
    giveFont(tag.element as HTMLCanvasElement);
    const context = (tag.element as unknown as HTMLCanvasElement).getContext("2d");
    if (context) waitForLetters(context);
    Object.assign(tag.element, {
      createImage() {
        const image = new Image();
        image.crossOrigin = "anonymous"; // a picture from elsewhere must not lock the canvas
        return image;
      },
      requestAnimationFrame: (work: FrameRequestCallback) => requestAnimationFrame(work),
      cancelAnimationFrame: (frame: number) => cancelAnimationFrame(frame),
    });
  },
});
