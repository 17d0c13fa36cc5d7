import type { RichBlock } from "@/contracts/rich_text.ts";

/** A block as it is drawn: a picture with its height in parts of its width, or words with what stands before them. */
export interface Line {
  n: number;
  url: string;
  height_percent: number;
  /** Names of its style. */
  look: string;
  mark: string;
  runs: { n: number; text: string; look: string }[];
}

/** Items of a numbered list are counted while they follow each other. */
export function linesOf(blocks: readonly RichBlock[]): Line[] {
  let number = 0;
  return blocks.map((block, n) => {
    number = block.kind === "number" ? number + 1 : 0;
    if (block.kind === "picture") {
      const { url, width, height } = block;
      return { n, url, height_percent: height / width * 100, look: "", mark: "", runs: [] };
    }
    const { kind, align = "", runs } = block;
    const mark = kind === "number" ? `${number}.` : kind === "bullet" ? "•" : "";
    return {
      ...{ n, url: "", height_percent: 0, look: `${kind} ${align}`, mark },
      runs: runs.map(({ text, bold, tone = "" }, n) => ({
        n,
        text,
        look: bold ? `bold ${tone}` : tone,
      })),
    };
  });
}
