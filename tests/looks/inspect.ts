import { axeFindings, layoutFindings } from "../browser/audit.ts";
import type { Look } from "../browser/looks.ts";

/** Findings for a page on the screen: layout in every state, axe in the usual state. */
export async function inspect(
  { page, box, top = box, name, state }: Look,
  rules?: readonly string[],
): Promise<string[]> {
  const findings = await layoutFindings(page, box);
  if (state === "usual") findings.push(...await axeFindings(page, top, rules));
  return findings.map((finding) => `${name} (${state}): ${finding}`);
}
