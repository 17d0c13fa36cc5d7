import axe from "axe-core/axe.min.js";
import type { Page } from "playwright-core";

const layout = await Deno.readTextFile(new URL("layout.js", import.meta.url));

interface AxeViolation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { html: string; any: { message: string }[] }[];
}

/** What lies beyond the right edge of `screen` (a selector), and which texts are cut off. */
export async function layoutFindings(page: Page, screen: string): Promise<string[]> {
  await page.evaluate(layout);
  return await page.evaluate(`layoutFindings(${JSON.stringify(screen)})`);
}

/** Only what is wrong; a second copy of the style sheets serves rules that find nothing here and takes a second. */
const ASKED = { resultTypes: ["violations"], preload: false };

/** Rules of what another width or other colours may break on a page that was asked everything before. */
export const axe_redressed = ["color-contrast", "scrollable-region-focusable"];

/**
 * Serious and critical findings of axe inside of `screen`, a line each with its first element; of some of its rules
 * where they are named.
 */
export async function axeFindings(
  page: Page,
  screen: string,
  rules?: readonly string[],
): Promise<string[]> {
  const asked = rules ? { ...ASKED, runOnly: rules } : ASKED;
  await page.evaluate(`globalThis.axe ?? eval(${JSON.stringify(axe.source)})`);
  const violations = await page.evaluate<AxeViolation[]>(
    `axe.run(${JSON.stringify(screen)}, ${JSON.stringify(asked)}).then((r) => r.violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) =>
      `${id}: ${help}, ${nodes.length}×: ${nodes[0]!.html.slice(0, 160)} ${
        nodes[0]!.any[0]?.message ?? ""
      }`
    );
}
