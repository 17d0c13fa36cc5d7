/**
 * A phone has a Chinese font; a browser loads the page's one piece by piece, and a canvas does not wait for it. So
 * text is drawn when its letters are there, in the state that the context had when it was asked for.
 */
const FAMILY = '"Noto Sans SC", sans-serif';
const KEPT = ["fillStyle", "textAlign", "textBaseline", "globalAlpha"] as const;
const waiting = new WeakMap<HTMLCanvasElement, Set<Promise<void>>>();

export function giveFont(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const draw = context.fillText.bind(context);
  const pending = new Set<Promise<void>>();
  waiting.set(canvas, pending);
  context.fillText = (text, x, y, width) => {
    const font = context.font.replace(/sans-serif$/, FAMILY);
    const state = Object.fromEntries(KEPT.map((name) => [name, context[name]]));
    const transform = context.getTransform();
    const paint = () => {
      context.save();
      Object.assign(context, state, { font });
      context.setTransform(transform);
      draw(text, x, y, width);
      context.restore();
    };
    if (document.fonts.check(font, text)) return paint();
    const later = document.fonts.load(font, text).then(paint, paint);
    pending.add(later);
    later.finally(() => pending.delete(later));
  };
}

/** When everything that a program drew is on the canvas. */
export async function allDrawn(canvas: HTMLCanvasElement): Promise<void> {
  await Promise.all(waiting.get(canvas) ?? []);
}
