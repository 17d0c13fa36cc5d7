import emoji from "./data/emoji.json" with { type: "json" };

/** Pictures of 800 by 800 with a Fluent emoji of 32 by 32 as the product. All of it is drawn, no font is needed. */

const size = 800;
const drawings: Record<string, string> = emoji.drawings;

/** What a picture shows: the product and two that keep it company, on a ground of a hue (0 to 360). */
export interface Subject {
  emoji: readonly [string, string, string];
  hue: number;
}

/** The picture for lists: the product alone, in one of four settings. */
export function mainPicture({ emoji: [product], hue }: Subject, setting: number): string {
  const settings = [podium, arch, rays, dots];
  const ground = settings[setting % settings.length]!(hue);
  return picture(hue, ground + shadow(400, 640, 190) + place(product, 190, 190, 420));
}

/** The product among its company. */
export function scenePicture({ emoji: [product, second, third] }: Subject, hue: number): string {
  return picture(
    hue,
    circle(270, 500, 260, `hsl(${hue} 60% 99%)`, 0.55) +
      circle(610, 230, 150, `hsl(${hue + 24} 70% 92%)`, 0.8) +
      shadow(300, 690, 150) + place(second, 480, 110, 240, 0.95) +
      place(third, 560, 500, 150, 0.9, 12) + place(product, 110, 320, 360, 1, -6),
  );
}

/** For the detail page: a pattern of all three around a card with the product. */
export function detailPicture({ emoji: [product, second, third], hue }: Subject): string {
  const spots: [string, number, number, number][] = [
    [second, 40, 40, -10],
    [third, 620, 60, 12],
    [third, 50, 600, 8],
    [second, 610, 610, -8],
  ];
  const company = spots.map(([name, x, y, turn]) => place(name, x, y, 140, 0.85, turn)).join("");
  const card = `<rect x="180" y="180" width="440" height="440" rx="64" fill="#fff" ` +
    `fill-opacity=".82"/>`;
  return picture(hue, company + card + shadow(400, 560, 120) + place(product, 250, 230, 300));
}

/** The round icon of a shelf. */
export function iconPicture(name: string, hue: number): string {
  return picture(hue, circle(400, 400, 330, "#fff", 0.6) + place(name, 190, 190, 420));
}

/** The mark of the shop: a short vine with two leaves, one colour. */
export const logoPicture =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="256" height="256">` +
  `<g fill="none" stroke="#0E7A5F" stroke-width="2.4" stroke-linecap="round">` +
  `<path d="M16 29c-1-6 1-9 0-13s-1-7 2-13"/></g><g fill="#0E7A5F">` +
  `<path d="M16 17C8 17.5 4.5 13.5 4 7.5c7-.5 11.5 3 12 9.5z"/>` +
  `<path d="M16.5 23c.3-6.5 4.3-10 11.5-10-.2 6.5-4.5 10-11.5 10z"/></g></svg>`;

/** A certificate as one hangs it on the wall: an emblem above written lines, a seal below. It says nothing. */
export function licencePicture(hue: number): string {
  const line = (y: number, width: number) =>
    `<rect x="150" y="${y}" width="${width}" height="14" rx="7" fill="hsl(${hue} 18% 62%)"/>`;
  const frame = (inset: number, stroke: number) =>
    `<rect x="${inset}" y="${inset}" width="${size - 2 * inset}" height="${size - 2 * inset}" ` +
    `fill="none" stroke="#C9A227" stroke-width="${stroke}"/>`;
  const seal = `<g fill="none" stroke="#C8321F" stroke-width="10" opacity=".85">` +
    `<circle cx="590" cy="620" r="84"/><circle cx="590" cy="620" r="14" fill="#C8321F"/></g>`;
  return picture(
    hue,
    `<rect width="${size}" height="${size}" fill="hsl(${hue} 40% 97%)"/>` + frame(36, 14) +
      frame(60, 4) + circle(400, 170, 58, "#C8321F", 1) + circle(400, 170, 34, "#F4D35E", 1) +
      `<rect x="250" y="262" width="300" height="30" rx="15" fill="hsl(${hue} 30% 30%)"/>` +
      [360, 410, 460, 510].map((y, n) => line(y, 500 - 60 * (n % 2))).join("") +
      line(600, 240) + line(650, 200) + seal,
  );
}

function picture(hue: number, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" ` +
    `width="${size}" height="${size}"><defs><linearGradient id="ground" x1="0" y1="0" x2=".7" y2="1">` +
    `<stop stop-color="hsl(${hue} 62% 95%)"/><stop offset="1" stop-color="hsl(${
      hue + 18
    } 56% 85%)"/>` +
    `</linearGradient></defs><rect width="${size}" height="${size}" fill="url(#ground)"/>${inside}</svg>`;
}

function podium(hue: number): string {
  return circle(400, 370, 290, "#fff", 0.5) +
    `<ellipse cx="400" cy="650" rx="310" ry="74" fill="hsl(${hue} 44% 80%)"/>` +
    `<ellipse cx="400" cy="632" rx="310" ry="74" fill="hsl(${hue} 60% 97%)"/>`;
}

function arch(hue: number): string {
  return `<path d="M150 800V370a250 250 0 0 1 500 0v430z" fill="hsl(${hue} 62% 98%)" fill-opacity=".9"/>` +
    `<rect y="640" width="800" height="160" fill="hsl(${hue + 10} 40% 78%)" fill-opacity=".45"/>`;
}

function rays(hue: number): string {
  const ray = (n: number) =>
    `<path d="M400 400 340 -260H460z" fill="hsl(${hue} 70% 98%)" fill-opacity=".5" ` +
    `transform="rotate(${n * 30} 400 400)"/>`;
  return Array.from({ length: 12 }, (_, n) => ray(n)).join("") +
    circle(400, 400, 285, `hsl(${hue} 65% 98%)`, 0.95);
}

function dots(hue: number): string {
  const dot = (n: number) =>
    circle(60 + (n % 6) * 136, 60 + Math.floor(n / 6) * 136, 13, `hsl(${hue} 50% 76%)`, 0.5);
  return Array.from({ length: 36 }, (_, n) => dot(n)).join("") +
    `<rect x="110" y="110" width="580" height="580" rx="120" fill="hsl(${hue} 60% 98%)"/>`;
}

function circle(x: number, y: number, radius: number, fill: string, opacity: number): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" fill-opacity="${opacity}"/>`;
}

function shadow(x: number, y: number, radius: number): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${radius}" ry="${radius / 7}" fill="#17201C" ` +
    `fill-opacity=".1"/>`;
}

/** An emoji at a place, turned by degrees around its middle. Its ids get a prefix: two may share some. */
function place(name: string, x: number, y: number, width: number, opacity = 1, turn = 0): string {
  const body = drawings[name];
  if (body === undefined) throw new Error(`No drawing of ${name}: run extract_emoji.ts`);
  const prefix = `p${x}-${y}-`;
  const own = body.replaceAll(/(\bid="|url\(#|href="#)/g, `$1${prefix}`);
  const middle = `${x + width / 2} ${y + width / 2}`;
  return `<g opacity="${opacity}" transform="rotate(${turn} ${middle})">` +
    `<svg x="${x}" y="${y}" width="${width}" height="${width}" viewBox="0 0 32 32">${own}</svg></g>`;
}
