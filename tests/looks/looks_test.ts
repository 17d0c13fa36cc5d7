import assert from "node:assert/strict";
import { axe_redressed, axeFindings, layoutFindings } from "../browser/audit.ts";
import { eachDashboardLook, eachOpening, eachPhoneLook, type Look } from "../browser/looks.ts";
import { states } from "../browser/states.ts";
import { browserTest } from "../browser/world.ts";

/** Layout in every state; axe where everything is there. */
async function inspect(
  { page, box, top = box, name, state }: Look,
  rules?: readonly string[],
): Promise<string[]> {
  const findings = await layoutFindings(page, box);
  if (state === "usual") findings.push(...await axeFindings(page, top, rules));
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

browserTest(
  "the dashboard's pages do so too, wide and light, narrow and dark",
  async (world) => {
    const looks = [
      { width: 1440, scheme: "light", wanted: ["usual", "empty", "error"] },
      { width: 1024, scheme: "dark", wanted: ["usual", "long names"] },
    ] as const;
    const findings: string[] = [];
    await eachDashboardLook(world, looks, async (look, { width, scheme }) => {
      const rules = scheme === "dark" ? axe_redressed : undefined;
      findings.push(...(await inspect(look, rules)).map((finding) => `${width} px: ${finding}`));
    });
    assert.deepEqual(findings, []);
  },
);

browserTest(
  "dialogs and drawers of the dashboard keep within the window, cut no text off, and pass axe",
  async (world) => {
    const findings: string[] = [];
    await eachOpening(world, { width: 1440, scheme: "light" }, async (look) => {
      findings.push(...await inspect(look));
    });
    assert.deepEqual(findings, []);
  },
);
