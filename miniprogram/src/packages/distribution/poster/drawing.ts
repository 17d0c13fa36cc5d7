import { wrapText } from "./wrap_text";

/** What stands on a poster. Without a product it is one for the whole shop. */
export interface PosterContent {
  shop: string;
  slogan: string;
  brand: string;
  /** The distributor who recommends; empty without a name. */
  nickname: string;
  title: string;
  price: string;
  /** After the price, as 起. */
  condition: string;
  picture: string;
  code: string;
}

export const poster_width = 750;
export const poster_height = 1126;

type Context = WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D;

const family = '"PingFang SC", "Noto Sans SC", sans-serif';
const margin = 48;
const code_size = 176;
const colours = {
  ink: "#17201C",
  aux: "#66726C",
  price: "#E5482D",
  ground: "#F5F7F6",
  card: "#FFF",
};

/** Draws a poster at 750 × 1126. Throws when the code cannot be loaded: without it nobody comes in. */
export async function drawPoster(canvas: WechatMiniprogram.Canvas, content: PosterContent) {
  canvas.width = poster_width;
  canvas.height = poster_height;
  const context: Context = canvas.getContext("2d");
  const [code, picture] = await Promise.all([
    loadImage(canvas, content.code),
    content.picture ? loadImage(canvas, content.picture).catch(() => null) : null,
  ]);
  context.fillStyle = colours.card;
  context.fillRect(0, 0, poster_width, poster_height);
  if (content.title) {
    drawPicture(context, picture);
    drawProduct(context, content);
  } else {
    drawShop(context, content);
  }
  drawFoot(context, content, code);
}

function loadImage(
  canvas: WechatMiniprogram.Canvas,
  src: string,
): Promise<WechatMiniprogram.Image> {
  return new Promise((resolve, reject) => {
    const image = canvas.createImage();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(`no picture at ${src}`));
    image.src = src;
  });
}

/** The goods' picture as a square across the whole width, its middle when it is none. */
function drawPicture(context: Context, picture: WechatMiniprogram.Image | null) {
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, poster_width, poster_width);
  if (!picture) return;
  const side = Math.min(picture.width, picture.height);
  const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2];
  // deno-lint-ignore no-explicit-any -- the typings name the browser's image types here
  context.drawImage(picture as any, x, y, side, side, 0, 0, poster_width, poster_width);
}

function drawProduct(context: Context, { title, price, condition }: PosterContent) {
  context.textBaseline = "alphabetic";
  context.fillStyle = colours.ink;
  context.font = `bold 34px ${family}`;
  const width = poster_width - 2 * margin;
  const lines = wrapText(title, width, 2, (text) => context.measureText(text).width);
  lines.forEach((line, i) => context.fillText(line, margin, 810 + i * 48));

  context.fillStyle = colours.price;
  context.font = `bold 48px ${family}`;
  const y = 848 + lines.length * 36;
  context.fillText(price, margin, y);
  const end = margin + context.measureText(price).width;
  context.font = `26px ${family}`;
  context.fillText(condition, end + 8, y);
}

function drawShop(context: Context, { shop, slogan, brand }: PosterContent) {
  context.fillStyle = brand;
  context.fillRect(0, 0, poster_width, 900);
  context.fillStyle = colours.card;
  context.textBaseline = "alphabetic";
  context.font = `bold 64px ${family}`;
  const width = poster_width - 2 * margin;
  const measure = (text: string) => context.measureText(text).width;
  wrapText(shop, width, 2, measure)
    .forEach((line, i) => context.fillText(line, margin, 380 + i * 84));
  context.font = `32px ${family}`;
  wrapText(slogan, width, 2, measure)
    .forEach((line, i) => context.fillText(line, margin, 540 + i * 48));
}

function drawFoot(
  context: Context,
  { nickname, shop }: PosterContent,
  code: WechatMiniprogram.Image,
) {
  const top = poster_height - margin / 2 - code_size;
  // deno-lint-ignore no-explicit-any -- as above
  context.drawImage(code as any, poster_width - margin - code_size, top, code_size, code_size);
  const width = poster_width - 3 * margin - code_size;
  const measure = (text: string) => context.measureText(text).width;
  context.fillStyle = colours.ink;
  context.font = `bold 30px ${family}`;
  const [who = ""] = wrapText(nickname ? `${nickname} 推荐给你` : "推荐给你", width, 1, measure);
  context.fillText(who, margin, top + 76);
  context.fillStyle = colours.aux;
  context.font = `24px ${family}`;
  const [hint = ""] = wrapText(`长按识别，进入${shop}`, width, 1, measure);
  context.fillText(hint, margin, top + 122);
}
