import { toCssUnits } from "../engine/units.ts";
import { defineTag, silent } from "./define.ts";

interface RichNode {
  type?: "node" | "text";
  name?: string;
  text?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

/** What WeChat shows in rich text; everything else is dropped, scripts first of all. */
const TAGS = new Set(
  ("a abbr b blockquote br center cite code col colgroup dd del div dl dt em fieldset font footer h1 h2 h3 h4 " +
    "h5 h6 header hr i img ins label legend li main mark ol p pre q s section small span strong sub sup table " +
    "tbody td tfoot th thead tr tt u ul").split(" "),
);
const ATTRIBUTES = new Set("style class src alt width height colspan rowspan align dir".split(" "));

export const rich_text = defineTag("rich-text", {
  attributes: { nodes: null, ...silent("space userSelect mode") },
  changed: {
    nodes(nodes: string | RichNode[] | null, tag) {
      const made = typeof nodes === "string" ? cleaned(nodes) : (nodes ?? []).map(built);
      tag.element.replaceChildren(...made);
    },
  },
});

function built({ type, text, name = "div", attrs = {}, children = [] }: RichNode): Node {
  if (type === "text") return document.createTextNode(text ?? "");
  const element = document.createElement(TAGS.has(name) ? name : "div");
  for (const [key, value] of Object.entries(attrs)) setAttribute(element, key, value);
  element.append(...children.map(built));
  return element;
}

function cleaned(html: string): Node[] {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].flatMap(cleanedNode);
}

function cleanedNode(node: Node): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? "")];
  if (!(node instanceof Element) || !TAGS.has(node.localName)) return [];
  const element = document.createElement(node.localName);
  for (const { name, value } of node.attributes) setAttribute(element, name, value);
  element.append(...[...node.childNodes].flatMap(cleanedNode));
  return [element];
}

function setAttribute(element: Element, name: string, value: string): void {
  if (!ATTRIBUTES.has(name)) return;
  if (name === "src" && /^\s*javascript:/i.test(value)) return;
  element.setAttribute(name, name === "style" ? toCssUnits(value) : value);
}
