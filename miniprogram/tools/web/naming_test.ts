import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { toBytes, toText } from "../files.ts";
import type { Files } from "../files.ts";
import { nameByContent, withGzipped } from "./naming.ts";

const edition = (icon: string): Files =>
  new Map(
    Object.entries({
      "index.html": `<link href="app.css"><script src="bundle.js"></script><i src="none.js"></i>`,
      "app.css": `.add{mask:url(icons/add.svg)} .a{src:url("data:x")}`,
      "fonts/fonts.css": `@font-face{src:url(a.woff2)}`,
      "fonts/a.woff2": "letters",
      "icons/add.svg": icon,
      "bundle.js": "1",
      "assets/tab/home-1.png": "named before",
    }).map(([path, text]) => [path, toBytes(text)]),
  );

const called = (files: Files, start: string) =>
  [...files.keys()].find((path) => path.startsWith(start))!;

Deno.test("files are named by their content, and what mentions them says the new names", () => {
  const files = nameByContent(edition("+"));
  const [icon, sheet, font, script] = ["icons-", "app-", "fonts/a-", "bundle-"]
    .map((start) => called(files, `assets/${start}`));
  assert.match(icon!, /^assets\/icons-\w{10}\/add\.svg$/);
  assert.match(toText(files.get(sheet!)!), /mask:url\(icons-\w+\/add\.svg\)/);
  assert.ok(toText(files.get(sheet!)!).includes(icon!.replace("assets/", "")));
  assert.ok(
    toText(files.get(called(files, "assets/fonts/fonts-"))!).includes(
      `url(${font!.replace("assets/fonts/", "")})`,
    ),
  );
  assert.equal(
    toText(files.get("index.html")!),
    `<link href="${sheet}"><script src="${script}"></script><i src="none.js"></i>`,
  );
  assert.ok(files.has("assets/tab/home-1.png"));
});

Deno.test("another icon is another name, for it and for the sheet that draws it, and for nothing else", () => {
  const [before, after] = [nameByContent(edition("+")), nameByContent(edition("x"))];
  const gone = [...before.keys()].filter((path) => !after.has(path))
    .map((path) => path.replace(/-\w+([./])/, "-$1"));
  assert.deepEqual(gone.sort(), ["assets/app-.css", "assets/icons-/add.svg"]);
});

Deno.test("long texts get a gzipped twin, short ones and pictures do not", () => {
  const long = "long ".repeat(500);
  const files = withGzipped(
    new Map([["a.js", long], ["b.js", "short"], ["c.png", long]].map((
      [path, text],
    ) => [path!, toBytes(text!)])),
  );
  assert.deepEqual([...files.keys()], ["a.js", "b.js", "c.png", "a.js.gz"]);
  assert.equal(gunzipSync(files.get("a.js.gz")!).toString(), long);
});
