import type { ShownState, StaffMaterial } from "@/contracts/staff/materials.ts";
import { mallNow } from "../lib/clock.ts";
import type { Tone } from "../ui/tone.ts";

export const shown_words: Record<ShownState, { text: string; tone: Tone }> = {
  draft: { text: "草稿", tone: "quiet" },
  on: { text: "展示中", tone: "brand" },
  off: { text: "已收起", tone: "quiet" },
};

export const shown_states = Object.entries(shown_words).map(([value, { text }]) => ({
  value,
  label: text,
}));

type Shown = Pick<StaffMaterial, "status" | "is_shown" | "shown_from" | "shown_until" | "product">;

/** The state of a material as distributors feel it: one that is on may be hidden by its time or its product. */
export function materialState(
  { status, is_shown, shown_from, shown_until, product }: Shown,
): { text: string; tone: Tone } {
  if (status !== "on" || is_shown) return shown_words[status];
  if (product && !product.on_sale) return { text: "商品已下架", tone: "warn" };
  if (shown_from && Date.parse(shown_from) > mallNow()) return { text: "未到时间", tone: "warn" };
  if (shown_until && Date.parse(shown_until) <= mallNow()) return { text: "已过期", tone: "quiet" };
  return shown_words.on;
}
