import assert from "node:assert/strict";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import { setting_tabs } from "./tabs.ts";

Deno.test("every group of the catalogue stands on one tab, once", () => {
  const shown = setting_tabs.flatMap(({ groups }) => groups);
  assert.deepEqual(shown.toSorted(), Object.keys(setting_groups).toSorted());
});
