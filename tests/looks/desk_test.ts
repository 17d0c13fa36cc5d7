import assert from "node:assert/strict";
import { axe_redressed } from "../browser/audit.ts";
import { eachDashboardLook } from "../browser/looks.ts";
import { browserTest } from "../browser/world.ts";
import { inspect } from "./inspect.ts";

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
