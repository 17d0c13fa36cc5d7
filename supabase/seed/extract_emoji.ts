/**
 * Takes the drawings that the demo's goods need out of `@iconify-json/fluent-emoji` (14 MB to fetch,
 * 100 MB to parse) into `data/emoji.json`, so that a start does not have to. Run it after
 * naming another emoji in `data/`: `deno run -A supabase/seed/extract_emoji.ts`.
 */
import { icons } from "@iconify-json/fluent-emoji";
import { shelves } from "./data/shelves.ts";

const names = new Set(["seedling"]);
for (const shelf of shelves) {
  names.add(shelf.emoji);
  for (const goods of shelf.goods) goods.emoji.forEach((name) => names.add(name));
}

const drawings: Record<string, string> = {};
for (const name of [...names].sort()) {
  const body = icons.icons[name]?.body;
  if (!body) throw new Error(`There is no Fluent emoji ${name}`);
  drawings[name] = body;
}

const text = JSON.stringify(
  {
    source: "Fluent Emoji by Microsoft Corporation, MIT, by way of @iconify-json/fluent-emoji",
    drawings,
  },
  null,
  1,
);
await Deno.writeTextFile(new URL("./data/emoji.json", import.meta.url), text + "\n");
