/**
 * Runs inside a page: what lies beyond the right edge, and which texts are cut off in their middle.
 * Plain JavaScript, because the types of the DOM are not those of the rest.
 * @param {string} screen selector of the box that shows the page: the whole window, or the phone's screen
 * @returns {string[]} one line a finding
 */
globalThis.layoutFindings = (screen) => {
  const box = document.querySelector(screen);
  if (!box) return [`nothing matches ${screen}`];
  const edge = box.getBoundingClientRect();
  return [...new Set([...wide(box, edge), ...cut(box, edge)])];

  function wide(box, edge) {
    const found = [];
    if (box.scrollWidth > box.clientWidth + 1) {
      found.push(`${named(box)} scrolls sideways by ${box.scrollWidth - box.clientWidth} px`);
    }
    for (const element of box.querySelectorAll("*")) {
      const rect = element.getBoundingClientRect();
      if (rect.width <= 1 || rect.height <= 1 || rect.left >= edge.right) continue;
      if (rect.right <= edge.right + 1.5 || isHidden(element)) continue;
      if (clippers(element, box).some(({ style }) => style.overflowX !== "visible")) continue;
      found.push(
        `${named(element)} ends ${Math.round(rect.right - edge.right)} px beyond the edge`,
      );
    }
    return found;
  }

  function cut(box, edge) {
    const found = [];
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const parent = text.parentElement;
      if (!text.data.trim() || !parent || isHidden(parent) || parent.closest("svg, canvas")) {
        continue;
      }
      const range = document.createRange();
      range.selectNodeContents(text);
      let rects = [...range.getClientRects()];
      rects = rects.filter(({ width, height }) => width > 1 && height > 1);
      const around = clippers(parent, box);
      let by;
      for (const { element, rect, style } of around) {
        if (rects.some((line) => isCut(line, rect, style))) by ??= element;
        rects = rects.map((line) => within(line, rect, style))
          .filter(({ left, right, top, bottom }) => left < right && top < bottom);
      }
      const words = `“${text.data.trim().slice(0, 30)}”`;
      if (by) found.push(`${words} is cut off by ${named(by)}`);
      else if (around.length === 0 && rects.some((line) => line.right > edge.right + 2)) {
        found.push(`${words} leaves the screen`);
      }
    }
    return found;
  }

  /** Cut through, rather than wholly inside or wholly out of sight, and without an ellipsis to say so. */
  function isCut(line, rect, style) {
    const inside = line.right > rect.left + 1 && line.left < rect.right - 1 &&
      line.bottom > rect.top + 1 && line.top < rect.bottom - 1;
    if (!inside) return false;
    const sideways = style.overflowX !== "visible" && !/auto|scroll/.test(style.overflowX) &&
      style.textOverflow !== "ellipsis" &&
      (line.right > rect.right + 2 || line.left < rect.left - 2);
    const upright = style.overflowY !== "visible" && !/auto|scroll/.test(style.overflowY) &&
      style.webkitLineClamp === "none" &&
      (line.bottom > rect.bottom + line.height / 3 || line.top < rect.top - line.height / 3);
    return sideways || upright;
  }

  /** What is left of a line inside of a box that hides what overflows. */
  function within(line, rect, style) {
    let { left, right, top, bottom, height } = line;
    if (style.overflowX !== "visible") {
      left = Math.max(left, rect.left);
      right = Math.min(right, rect.right);
    }
    if (style.overflowY !== "visible") {
      top = Math.max(top, rect.top);
      bottom = Math.min(bottom, rect.bottom);
    }
    return { left, right, top, bottom, height };
  }

  /** The element and what it stands in, up to the nearest box that scrolls, as far as they hide what overflows. */
  function clippers(element, box) {
    const found = [];
    for (let at = element; at && at !== box; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === "inline" || style.display === "contents") continue;
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      found.push({ element: at, style, rect: at.getBoundingClientRect() });
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) break;
    }
    return found;
  }

  function isHidden(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
    for (let at = element; at && at !== box; at = at.parentElement) {
      if (at.getAttribute("aria-hidden") === "true") return true;
      const { width, height } = at.getBoundingClientRect();
      const { overflow, display } = getComputedStyle(at);
      if (display !== "contents" && overflow !== "visible" && (width <= 1 || height <= 1)) {
        return true;
      }
    }
    return false;
  }

  function named(element) {
    const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`).join("");
    return `<${element.localName}${classes}>`;
  }
};
