import assert from "node:assert/strict";
import { PROJECT } from "@/local/paths.ts";
import app from "../../miniprogram/src/app.json" with { type: "json" };
import { dashboard_pages, type PageToSee, phone_pages } from "../browser/pages.ts";

const things = new Proxy({}, { get: () => "one" }) as Parameters<PageToSee["path"]>[0];

const seen = (pages: PageToSee[]) => pages.map(({ path }) => path(things).split("?")[0]!);

Deno.test("every page of the mini program is looked at", () => {
  const packed = app.subPackages.flatMap(({ root, pages }) =>
    pages.map((page) => `${root}/${page}`)
  );
  const looked = new Set(seen(phone_pages));
  assert.deepEqual([...app.pages, ...packed].filter((page) => !looked.has(page)), []);
});

Deno.test("every page of the dashboard's list of pages is looked at", async () => {
  const source = await Deno.readTextFile(`${PROJECT}/dashboard/src/pages.tsx`);
  const paths = [...source.matchAll(/^ {4}path: "\/(.*)",$/gm)].map(([, path]) => path!);
  assert.ok(paths.length > 15, `${paths.length} found`);
  const fixed = new Set(paths.filter((path) => !path.includes(":")));
  const looked = new Set(seen(dashboard_pages));
  const missing = paths.filter((path) => {
    if (fixed.has(path)) return !looked.has(path);
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`);
    return ![...looked].some((one) => !fixed.has(one) && pattern.test(one));
  });
  assert.deepEqual(missing, []);
});
