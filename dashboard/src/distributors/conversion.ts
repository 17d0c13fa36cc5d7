import type { FunnelSteps } from "@/contracts/insight.ts";

/** How many of a hundred clicks led to a paid order. */
export function conversion(steps: FunnelSteps | undefined): string {
  if (!steps || steps.clicks === 0) return "–";
  return `${(steps.paid / steps.clicks * 100).toFixed(1)}%`;
}
