import assert from "node:assert/strict";
import type { FunnelSteps } from "@/contracts/insight.ts";
import { conversion } from "./conversion.ts";

const steps = (clicks: number, paid: number) => ({ clicks, paid }) as FunnelSteps;

Deno.test("of a hundred clicks so many led to a paid order; without clicks there is no rate", () => {
  assert.equal(conversion(steps(200, 25)), "12.5%");
  assert.equal(conversion(steps(3, 0)), "0.0%");
  assert.equal(conversion(steps(0, 1)), "–");
  assert.equal(conversion(undefined), "–");
});
