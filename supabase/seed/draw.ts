/**
 * Makes data/pictures/*.webp of the drawings, after drawings or goods have changed:
 *   deno run -A supabase/seed/draw.ts
 * Storage takes no SVG, which could carry scripts, so the demo's pictures are files that a merchant could have
 * uploaded. `drawn.json` beside them keeps the hash of each drawing; a test compares.
 */
import type { Page } from "playwright-core";
import { sha256 } from "@/local/paths.ts";
import { startChromium } from "@/tests/browser/chromium.ts";
import { allDrawings, type Drawing } from "./drawings.ts";

const folder = new URL("./data/pictures/", import.meta.url);
const width = 640;

/** Runs in the page: draws an SVG on a canvas and answers it as a data address. */
const draw = `async ({ svg, width }) => {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = width;
  canvas.getContext("2d").drawImage(image, 0, 0, width, width);
  return canvas.toDataURL("image/webp", 0.82);
}`;

async function webpOf(page: Page, { svg }: Drawing): Promise<Uint8Array> {
  const argument = JSON.stringify({ svg, width });
  const address: string = await page.evaluate(`(${draw})(${argument})`);
  if (!address.startsWith("data:image/webp;base64,")) throw new Error("this browser draws no WebP");
  return Uint8Array.fromBase64(address.slice(address.indexOf(",") + 1));
}

const browser = await startChromium();
const page = await browser.newPage();
await Deno.mkdir(folder, { recursive: true });
const hashes: Record<string, string> = {};
for (const drawing of allDrawings()) {
  await Deno.writeFile(new URL(`${drawing.name}.webp`, folder), await webpOf(page, drawing));
  hashes[drawing.name] = (await sha256(drawing.svg)).slice(0, 16);
}
await Deno.writeTextFile(new URL("drawn.json", folder), JSON.stringify(hashes, null, 1) + "\n");
await browser.close();
