import { defineTag, reflect, silent, type Tag } from "./define.ts";

export const scroll_view = defineTag("scroll-view", {
  attributes: {
    scrollX: Boolean,
    scrollY: Boolean,
    scrollTop: null,
    scrollLeft: null,
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    enableFlex: Boolean,
    upperThreshold: 50,
    lowerThreshold: 50,
    refresherEnabled: Boolean,
    refresherTriggered: Boolean,
    ...silent(
      "enhanced showScrollbar bounces fastDeceleration pagingEnabled refresherThreshold refresherDefaultStyle " +
        "refresherBackground enableBackToTop enablePassive throttle usingSticky clip scrollAnchoring type",
    ),
  },
  created(tag) {
    tag.element.tabIndex = 0; // what scrolls can be reached by keyboard
    let before = { left: 0, top: 0 };
    tag.element.addEventListener("scroll", () => {
      const { scrollLeft, scrollTop, scrollHeight, scrollWidth } = tag.element;
      const [deltaX, deltaY] = [before.left - scrollLeft, before.top - scrollTop];
      before = { left: scrollLeft, top: scrollTop };
      tag.say("scroll", { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY });
      sayEdges(tag, deltaX < 0 || deltaY < 0);
    });
  },
  changed: {
    scrollX: (value: boolean, tag) => reflect(tag.element, "scroll-x", value),
    scrollY: (value: boolean, tag) => reflect(tag.element, "scroll-y", value),
    enableFlex: (value: boolean, tag) => reflect(tag.element, "enable-flex", value),
    scrollTop: (value: unknown, tag) => scrollTo(tag, "top", value),
    scrollLeft: (value: unknown, tag) => scrollTo(tag, "left", value),
    scrollIntoView(id: string, tag) {
      if (id) setTimeout(() => bringIntoView(tag, id));
    },
  },
});

/** Said once on the way to an edge, and again only after leaving it. */
const at_edge = new WeakMap<Tag, boolean>();

function sayEdges(tag: Tag, onward: boolean): void {
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } =
    tag.element;
  const vertical = tag.attribute("scrollY");
  const [at, rest] = vertical
    ? [scrollTop, scrollHeight - scrollTop - clientHeight]
    : [scrollLeft, scrollWidth - scrollLeft - clientWidth];
  const low = rest <= tag.attribute<number>("lowerThreshold");
  const high = at <= tag.attribute<number>("upperThreshold");
  if (!low && !high) at_edge.delete(tag);
  else if (!at_edge.get(tag)) {
    at_edge.set(tag, true);
    if (low && onward) tag.say("scrolltolower", { direction: vertical ? "bottom" : "right" });
    if (high && !onward) tag.say("scrolltoupper", { direction: vertical ? "top" : "left" });
  }
}

function scrollTo(tag: Tag, edge: "top" | "left", value: unknown): void {
  const px = parseFloat(String(value));
  if (Number.isNaN(px)) return;
  tag.element.scrollTo({ [edge]: px, behavior: behaviorOf(tag) });
}

function bringIntoView(tag: Tag, id: string): void {
  const found = [...tag.element.querySelectorAll("[id]")]
    .find((one) => one.id === id || one.id.endsWith(`--${id}`));
  if (!found) return;
  const [inner, outer] = [found.getBoundingClientRect(), tag.element.getBoundingClientRect()];
  tag.element.scrollTo({
    left: tag.element.scrollLeft + inner.left - outer.left,
    top: tag.element.scrollTop + inner.top - outer.top,
    behavior: behaviorOf(tag),
  });
}

const behaviorOf = (tag: Tag) => tag.attribute("scrollWithAnimation") ? "smooth" : "auto";
