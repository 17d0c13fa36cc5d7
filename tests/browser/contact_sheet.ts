import type { Browser } from "playwright-core";

/** One picture on the sheet. */
export interface Picture {
  /** Heading that it stands under. */
  group: string;
  caption: string;
  /** Name of its file, beside the sheet. */
  file: string;
  /** Shown width in px. */
  width: number;
}

/** All pictures of a folder on one page: `index.html`, and `index.png` of it. */
export async function writeContactSheet(
  browser: Browser,
  folder: string,
  pictures: Picture[],
): Promise<void> {
  const groups = Object.entries(Object.groupBy(pictures, ({ group }) => group));
  const sections = groups.map(([group, members]) =>
    `<h2>${escaped(group)}</h2>\n<section>\n${members!.map(figure).join("\n")}\n</section>`
  );
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Qingteng: every page in its states</title>
<style>
  body { margin: 24px; background: #f5f7f6; color: #17201c; font: 13px/1.4 "Noto Sans SC", sans-serif; }
  section { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
  figure { margin: 0; background: #fff; border: 1px solid #e6ebe8; }
  figcaption { padding: 6px 8px; }
  img { display: block; max-width: 100%; }
</style>
${sections.join("\n")}
`;
  await Deno.writeTextFile(`${folder}/index.html`, html);
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
  await page.goto(`file://${folder}/index.html`);
  await page.screenshot({ path: `${folder}/index.png`, fullPage: true });
  await page.close();
}

function figure({ caption, file, width }: Picture): string {
  const image = `<a href="${file}"><img src="${file}" width="${width}" alt="${
    escaped(caption)
  }"></a>`;
  return `<figure style="width: ${width}px">${image}<figcaption>${
    escaped(caption)
  }</figcaption></figure>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
