import assert from "node:assert/strict";
import { stop } from "esbuild";
import { packageOf } from "./build.ts";
import { textOf } from "./files.ts";
import { sample } from "./sample.ts";
import { packageSizes } from "./sizes.ts";

const options = { sanitizeOps: false, sanitizeResources: false };
const built = (changes?: Record<string, string | undefined>) =>
  packageOf(sample(changes)).finally(stop);

Deno.test("TypeScript becomes CommonJS that names modules without an ending", options, async () => {
  const files = await built();
  assert.match(textOf(files, "pages/home/home.js")!, /require\("\.\.\/\.\.\/utils\/words"\)/);
  assert.match(textOf(files, "utils/words.js")!, /module\.exports = .*商品/s);
  assert.ok(!files.has("pages/home/home.ts"));
});

Deno.test("tests and declarations stay out of the package", options, async () => {
  const files = await built({
    "utils/words_test.ts": "Deno.test('x', () => {})",
    "types.d.ts": "declare const x: 1",
  });
  assert.deepEqual([...files.keys()].filter((path) => /test|types/.test(path)), []);
});

Deno.test("of TDesign only the files that are reachable come along", options, async () => {
  const files = await built();
  const library = "miniprogram_npm/tdesign-miniprogram";
  assert.ok(files.has(`${library}/tag/tag.wxml`));
  assert.ok(files.has(`${library}/icon/icon.js`), "the tag's own icon");
  assert.ok(
    files.has(`${library}/common/style/index.wxss`) || files.has(`${library}/tag/tag.wxss`),
  );
  assert.ok([...files.keys()].some((path) => path.startsWith(`${library}/miniprogram_npm/tslib/`)));
  assert.ok(!files.has(`${library}/calendar/calendar.js`));
});

Deno.test("a plain package becomes one file", options, async () => {
  const files = await built({
    "utils/words.ts": `import { is, string } from "superstruct";
      export const title = (name: unknown) => is(name, string()) ? name : "";`,
  });
  const bundled = textOf(files, "miniprogram_npm/superstruct/index.js")!;
  assert.match(bundled, /module\.exports/);
  assert.doesNotMatch(bundled, /require\(/);
});

Deno.test(
  "a contract without packages comes along, and is named by its place",
  options,
  async () => {
    const files = await built({
      "utils/words.ts": `import { figure_words } from "@/contracts/words.ts";
      export const title = figure_words.available_fen;`,
    });
    assert.match(textOf(files, "utils/words.js")!, /require\("\.\.\/contracts\/words"\)/);
    assert.match(textOf(files, "contracts/words.js")!, /可提现/);
  },
);

Deno.test(
  "a package that is not there, and a contract with packages, end the build",
  options,
  async () => {
    const importing = (name: string) => ({ "utils/words.ts": `import { x } from "${name}"; x();` });
    await assert.rejects(built(importing("no-such-package")), /"no-such-package" can't be bundled/);
    await assert.rejects(built(importing("@/contracts/orders.ts")), /needs a package/);
  },
);

Deno.test("sizes are those of the main package and of each subpackage", () => {
  const files = sample({
    "packages/goods/picture.txt": "x".repeat(1_000_500),
    "big.txt": "x".repeat(9000),
  });
  const [main, goods] = packageSizes(files);
  assert.equal(main!.name, "main");
  assert.ok(main!.kb >= 9 && main!.kb < main!.limit_kb);
  assert.equal(goods!.name, "packages/goods/");
  assert.ok(goods!.kb > goods!.limit_kb);
});
