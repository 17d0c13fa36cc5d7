import assert from "node:assert/strict";
import { toCssUnits } from "./units.ts";

Deno.test("lengths of wxss become lengths of the phone's screen", () => {
  assert.equal(
    toCssUnits("margin: -24rpx 1.5rpx"),
    "margin: calc(var(--rpx) * -24) calc(var(--rpx) * 1.5)",
  );
  assert.equal(
    toCssUnits("min-height: 100vh; width: 50vw"),
    "min-height: calc(var(--vh) * 100); width: calc(var(--vw) * 50)",
  );
  assert.equal(
    toCssUnits("padding-bottom: env(safe-area-inset-bottom)"),
    "padding-bottom: var(--safe-bottom)",
  );
  assert.equal(toCssUnits("color: #0E7A5F; width: 12px"), "color: #0E7A5F; width: 12px");
});
