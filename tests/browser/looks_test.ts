import assert from "node:assert/strict";
import { axeFindings, layoutFindings } from "./audit.ts";
import { eachDashboardLook, eachPhoneLook, type Look } from "./looks.ts";
import { states } from "./states.ts";
import { browserTest } from "./world.ts";

/** Layout in every state; axe where everything is there. */
async function inspect({ page, box, name, state }: Look): Promise<string[]> {
  const findings = await layoutFindings(page, box);
  if (state === "usual") findings.push(...await axeFindings(page, box));
  return findings.map((finding) => `${name} (${state}): ${finding}`);
}

/** What is only a shape yet is looked at in pictures. */
const finished = states.filter((state) => state !== "loading");

browserTest(
  "the phone's pages keep within the screen, cut no text off, and pass axe",
  async (world) => {
    const findings: string[] = [];
    await eachPhoneLook(world, finished, async (look) => {
      findings.push(...await inspect(look));
    });
    assert.deepEqual(findings, []);
  },
);

const looks = [
  { look: { width: 1440, scheme: "light" }, wanted: finished },
  { look: { width: 1024, scheme: "dark" }, wanted: ["usual", "long names"] },
] as const;

for (const { look, wanted } of looks) {
  browserTest(
    `the dashboard's pages do so too, ${look.width} px wide and ${look.scheme}`,
    async (world) => {
      const findings: string[] = [];
      await eachDashboardLook(world, look, wanted, async (at) => {
        findings.push(...await inspect(at));
      });
      assert.deepEqual(findings, []);
    },
  );
}
