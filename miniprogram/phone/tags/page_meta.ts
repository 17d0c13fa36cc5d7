import { toCssUnits } from "../engine/units.ts";
import { defineTag, silent, type Tag } from "./define.ts";

/** Says of the page that it begins what its root element looks like. */
export const page_meta = defineTag("page-meta", {
  attributes: {
    pageStyle: "",
    ...silent("backgroundColor backgroundTextStyle rootFontSize scrollTop pageOrientation"),
  },
  attached: (tag) => applyStyle(tag.attribute("pageStyle"), tag),
  changed: { pageStyle: applyStyle },
});

function applyStyle(style: string, tag: Tag): void {
  tag.element.closest("page")?.setAttribute("style", toCssUnits(style));
}
