/**
 * Builds the dashboard into dist/, each text file with a gzipped twin, and prints what its first pages weigh; fails when
 * one is above the limit.
 */
import { fileURLToPath } from "node:url";
import { build, type Manifest } from "vite";
import { compressTree } from "../supabase/local/compression.ts";
import { filesOf, weigh } from "./weight.ts";

/** What a first page may weigh, gzipped and before its charts, in kB. */
const most_kb = 300;
const entry = "index.html";
const sign_in = "src/sign_in/SignInPage.tsx";
const frame = "src/ui/Frame.tsx";
const overview = "src/overview/OverviewPage.tsx";
const charts = "src/overview/FunnelChart.tsx";
const dist = fileURLToPath(new URL("dist/", import.meta.url));

await build({
  configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)),
  logLevel: "warn",
});
await compressTree(dist.replace(/\/$/, ""));
const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${dist}.vite/manifest.json`));
const pages = {
  "sign-in": filesOf(manifest, [entry, sign_in]),
  overview: filesOf(manifest, [entry, frame, overview]),
};
let isTooHeavy = false;
for (const [name, files] of Object.entries(pages)) {
  const weight = await weigh(dist, files);
  say(`  ${name} ${weight.toFixed(0)} kB gzipped of ${most_kb}`);
  isTooHeavy ||= weight > most_kb;
}
const later = filesOf(manifest, [charts]).difference(pages.overview);
say(`  charts ${(await weigh(dist, later)).toFixed(0)} kB, fetched afterwards`);
Deno.exit(isTooHeavy ? 1 : 0); // the bundler's threads would keep the process

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
