import assert from "node:assert/strict";
import { fingerprint } from "./fingerprint.ts";

Deno.test("a fingerprint changes with what is read, and with nothing that is built or installed", async () => {
  const root = await Deno.makeTempDir();
  const put = async (path: string, text: string) => {
    await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(`${root}/${path}`, text);
  };
  try {
    await put("face/src/page.ts", "1");
    await put("elsewhere/page.ts", "1");
    const first = await fingerprint(root, ["face"]);
    await put("face/dist/page.js", "1");
    await put("face/node_modules/lib/index.js", "1");
    await put("elsewhere/page.ts", "2");
    assert.equal(await fingerprint(root, ["face"]), first);

    await put("face/src/page.ts", "2");
    const changed = await fingerprint(root, ["face"]);
    await put("face/src/other.ts", "");
    const added = await fingerprint(root, ["face"]);
    assert.equal(new Set([first, changed, added]).size, 3);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
