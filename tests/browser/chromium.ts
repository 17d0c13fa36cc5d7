import { join } from "node:path";
import { type Browser, chromium as driver } from "playwright-core";
import { exists } from "@/local/paths.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];

/** A Chromium without a window: the machine's own when it has one, else the one that comes with npm. */
export async function startChromium(): Promise<Browser> {
  const own = Deno.env.get("CHROMIUM") ?? await onPath();
  if (own) return await driver.launch({ executablePath: own, args: FLAGS });
  const { default: packed } = await import("@sparticuz/chromium");
  return await driver.launch({
    executablePath: await packed.executablePath(),
    args: FLAGS,
    headless: true,
  });
}

/** Where the machine has a Chromium installed, if anywhere. */
async function onPath(): Promise<string | undefined> {
  const folders = (Deno.env.get("PATH") ?? "").split(":").filter((folder) => folder);
  const apple = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const places = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), apple];
  for (const place of places) if (await exists(place)) return place;
  return undefined;
}
