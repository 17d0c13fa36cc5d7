import assert from "node:assert/strict";
import { fingerprint } from "./fingerprint.ts";

Deno.test("a fingerprint changes with the sources, and with nothing that is built or installed", async () => {
  const root = await Deno.makeTempDir();
  const put = async (path: string, text: string) => {
    await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(`${root}/${path}`, text);
  };
  try {
    await put("face/src/page.ts", "1");
    await put("elsewhere/page.ts", "1");
    await put("tool.ts", "1");
    const sources = ["face", "tool.ts"];
    const first = await fingerprint(root, sources);
    await put("face/dist/page.js", "1");
    await put("face/node_modules/lib/index.js", "1");
    await put("elsewhere/page.ts", "2");
    assert.equal(await fingerprint(root, sources), first);

    await put("face/src/page.ts", "2");
    const changed = await fingerprint(root, sources);
    await put("face/src/other.ts", "");
    const added = await fingerprint(root, sources);
    await put("tool.ts", "2");
    const by_file = await fingerprint(root, sources);
    assert.equal(new Set([first, changed, added, by_file]).size, 4);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
