import assert from "node:assert/strict";
import { SaveMaterial, type StaffMaterial } from "@/contracts/staff/materials.ts";
import { blank, materialOf, valuesOf } from "./values.ts";

const material: StaffMaterial = {
  ...{ id: "0193a1b2-0000-7000-8000-000000000001", version: 3, edition: 1, is_shown: true },
  ...{ title: "春茶", text: "一芽一叶", pictures: ["https://example.com/a.webp"], video: null },
  ...{ product_id: null, campaign: "春茶节", status: "on", out_at: null, product: null },
  ...{ shown_from: null, shown_until: "2026-05-01T00:00:00+08:00" },
  ...{ updated_at: "2026-04-01T00:00:00+08:00", by: "林" },
  figures: { copied: 1, saved: 0, shared: 0, clicks: 0, buyers: 0, orders: 0, paid_fen: 0 },
};

Deno.test("a material that is opened and saved untouched is sent as it was read, on top of its version", () => {
  const sent = materialOf(valuesOf(material), material);
  const { tell_again, ...rest } = SaveMaterial.parse(sent);
  assert.equal(tell_again, false);
  for (const [name, value] of Object.entries(rest)) {
    assert.deepEqual(value, material[name as keyof StaffMaterial], name);
  }
});

Deno.test("a new one has no id, and what is left empty is none", () => {
  const sent = materialOf({ ...blank, title: " 春茶 ", text: "茶 ", campaign: "  " });
  assert.deepEqual(SaveMaterial.parse(sent), {
    ...blank,
    title: "春茶",
    text: "茶",
    campaign: null,
  });
});
