import { join } from "node:path";
import { type Browser, chromium as driver } from "playwright-core";
import { exists } from "@/local/paths.ts";
import { memory_folder, roomForTests } from "../support/room.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
// A page of a test lives for seconds: to optimise its program takes more of the processor than it saves.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--js-flags=--no-opt --no-maglev",
];

/** A Chromium without a window: the machine's own when it has one, else the one that comes with npm. */
export async function startChromium(): Promise<Browser> {
  const own = Deno.env.get("CHROMIUM") ?? await onPath();
  // Its processes share pictures of pages through files; on a disk they take a tenth of its processor time.
  const inMemory = await roomForTests() === memory_folder;
  const ignoreDefaultArgs = inMemory ? ["--disable-dev-shm-usage"] : [];
  if (own) return await driver.launch({ executablePath: own, args: FLAGS, ignoreDefaultArgs });
  const { default: packed } = await import("@sparticuz/chromium");
  return await driver.launch({
    executablePath: await packed.executablePath(),
    args: FLAGS,
    ignoreDefaultArgs,
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
