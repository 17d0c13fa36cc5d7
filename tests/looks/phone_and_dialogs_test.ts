import assert from "node:assert/strict";
import { eachOpening, eachPhoneLook } from "../browser/looks.ts";
import { states } from "../browser/states.ts";
import { browserTest } from "../browser/world.ts";
import { inspect } from "./inspect.ts";

/** Skeletons of loading pages are checked in pictures only. */
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
  "dialogs and drawers of the dashboard keep within the window, cut no text off, and pass axe",
  async (world) => {
    const findings: string[] = [];
    await eachOpening(world, { width: 1440, scheme: "light" }, async (look) => {
      findings.push(...await inspect(look));
    });
    assert.deepEqual(findings, []);
  },
);
