import { Extension, Mark, mergeAttributes, Node } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { Heading } from "@tiptap/extension-heading";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from "@tiptap/extensions";
import { pictureAddress } from "../../lib/pictures.ts";

/** A picture that is stored; one of another page cannot be pasted, for it would vanish with that page. */
const Picture = Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    url: { default: "", rendered: false },
    width: { default: 1, rendered: false },
    height: { default: 1, rendered: false },
  }),
  parseHTML: () => [{
    tag: "img[data-url]",
    getAttrs: ({ dataset: { url, width, height } }) => ({
      url,
      width: Number(width),
      height: Number(height),
    }),
  }],
  renderHTML: ({ node: { attrs: { url, width, height } } }) => ["img", {
    src: pictureAddress(url),
    alt: "详情图片",
    ...{ width, height, "data-url": url, "data-width": width, "data-height": height },
  }],
});

const Tone = Mark.create({
  name: "tone",
  addAttributes: () => ({ tone: { default: null, rendered: false } }),
  parseHTML: () => [{
    tag: "span[data-tone]",
    getAttrs: ({ dataset: { tone } }) => ({ tone }),
  }],
  renderHTML: ({ mark: { attrs: { tone } }, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { class: `tone-${tone}`, "data-tone": tone }),
    0,
  ],
});

const Align = Extension.create({
  name: "align",
  addGlobalAttributes: () => [{
    types: ["paragraph", "heading"],
    attributes: {
      align: {
        default: null,
        parseHTML: ({ style }) => style.textAlign === "center" ? "center" : null,
        renderHTML: ({ align }) => align ? { style: `text-align: ${align}` } : {},
      },
    },
  }],
});

/** Words stand in lines of their own: there is no break within one. */
const LineKeys = Extension.create({
  name: "lineKeys",
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.enter() };
  },
});

/** What the editor can hold: no more than contracts/rich_text.ts has words for. */
export const extensions = [
  ...[Document, Paragraph, Text, Bold, Picture, Tone, Align, LineKeys],
  Heading.configure({ levels: [2] }),
  BulletList,
  OrderedList.extend({ addAttributes: () => ({}) }),
  ListItem.extend({ content: "paragraph" }),
  ...[ListKeymap, Dropcursor, Gapcursor, UndoRedo],
  Placeholder.configure({ placeholder: "写点什么，或者插入图片" }),
];
