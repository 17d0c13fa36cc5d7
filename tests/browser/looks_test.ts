import assert from "node:assert/strict";
import { axeFindings, layoutFindings } from "./audit.ts";
import { eachDashboardLook, eachPhoneLook, type Look } from "./looks.ts";
import { browserTest } from "./world.ts";

/** Layout in every state; axe where everything is there. */
async function inspect({ page, box, name, state }: Look): Promise<string[]> {
  const findings = await layoutFindings(page, box);
  if (state === "usual") findings.push(...await axeFindings(page, box));
  return findings.map((finding) => `${name} (${state}): ${finding}`);
}

browserTest(
  "on the phone nothing overflows, no text is cut off, axe finds nothing serious",
  async (world) => {
    const findings: string[] = [];
    await eachPhoneLook(world, async (look) => void findings.push(...await inspect(look)));
    assert.deepEqual(findings, []);
  },
);

for (const look of [{ width: 1440 }, { width: 1024, scheme: "dark" }] as const) {
  const kind = JSON.stringify(look);
  browserTest(
    `on the dashboard nothing overflows, no text is cut off, axe finds nothing serious: ${kind}`,
    async (world) => {
      const findings: string[] = [];
      await eachDashboardLook(world, look, async (at) => void findings.push(...await inspect(at)));
      assert.deepEqual(findings, []);
    },
  );
}
