/**
 * A phone has its fonts at hand; here a font's letters come over the network when they are first needed. A text whose
 * letters are missing is drawn when they are there, as it would have been drawn at once.
 */
export function waitForLetters(context: CanvasRenderingContext2D): void {
  const draw = context.fillText.bind(context);
  context.fillText = (text: string, x: number, y: number, width?: number) => {
    if (document.fonts.check(context.font, text)) return draw(text, x, y, width);
    const { font, fillStyle, textAlign, textBaseline, globalAlpha } = context;
    const transform = context.getTransform();
    const later = () => {
      context.save();
      Object.assign(context, { font, fillStyle, textAlign, textBaseline, globalAlpha });
      context.setTransform(transform);
      draw(text, x, y, width);
      context.restore();
    };
    document.fonts.load(font, text).then(later, later);
  };
}
