/** Builds the dashboard into dist/ and prints what its first page weighs; fails above the limit. */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** What the first page may weigh, gzipped and without charts, in kB. */
const most_kb = 350;
const dist = fileURLToPath(new URL("dist/", import.meta.url));

await build({
  configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)),
  logLevel: "warn",
});
const weight = await firstPage();
say(`  first page ${weight.toFixed(0)} kB gzipped of ${most_kb}`);
if (weight > most_kb) Deno.exit(1);
Deno.exit(0); // the bundler's threads would keep the process

/** What index.html names: its scripts, the chunks that they are preloaded with, and its styles. */
async function firstPage(): Promise<number> {
  const html = await Deno.readTextFile(`${dist}index.html`);
  const files = [...html.matchAll(/(?:src|href)="\/dashboard\/(assets\/[^"]+)"/g)].map(([, file]) =>
    file!
  );
  let bytes = 0;
  for (const file of new Set(files)) bytes += gzipSync(await Deno.readFile(dist + file)).length;
  return bytes / 1000;
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
