import assert from "node:assert/strict";
import { setting_groups, settingOf } from "./catalogue.ts";

const settings = Object.values(setting_groups).flatMap(({ settings }) => Object.entries(settings));

Deno.test("a setting has one name in the whole catalogue, a label and whole sentences", () => {
  const names = settings.map(([name]) => name);
  assert.deepEqual(names, [...new Set(names)]);
  for (const [name, { label, about }] of settings) {
    assert.ok(label.length > 0 && about.endsWith("。"), name);
    assert.equal(settingOf(name)!.label, label);
  }
  assert.equal(settingOf("weather"), undefined);
});
