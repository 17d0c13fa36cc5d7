import { EditorContent, useEditor } from "@tiptap/react";
import { App } from "antd";
import { useEffect, useRef } from "react";
import type { RichText } from "@/contracts/rich_text.ts";
import { useFace } from "../../lib/face.ts";
import { useStoring } from "../form/storing.ts";
import { paletteOf, variablesOf } from "../palette.ts";
import { blocksOf, documentOf, lengthOf } from "./blocks.ts";
import { insertPictures, most_pictures, picturesOf, sized } from "./pictures.ts";
import type { RichTextProps } from "./RichTextField.tsx";
import { extensions } from "./schema.ts";
import { Toolbar } from "./Toolbar.tsx";
import "./rich_text.css";

/** The paper is as wide as a phone and has its colours, by day and by night. */
export default function RichTextEditor({ label, value, onChange }: RichTextProps) {
  const { message } = App.useApp();
  const { isBusy, store } = useStoring();
  const { brand_color } = useFace();
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };

  async function put(urls: readonly string[]) {
    const loaded = await Promise.allSettled(urls.map(sized));
    const pictures = loaded.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
    if (editor && !editor.isDestroyed) insertPictures(editor, pictures);
    const lost = urls.length - pictures.length;
    if (lost > 0) void message.error(`有 ${lost} 张图片没有放进去，请再试一次`);
  }

  const editor = useEditor({
    extensions,
    content: documentOf(value),
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
      // A line that ends within a paragraph is one of its own.
      transformPastedHTML: (html) => html.replaceAll(/<br\s*\/?>/gi, "</p><p>"),
      handlePaste: (_, { clipboardData }) => take(picturesOf(clipboardData)),
      handleDrop: (_, { dataTransfer }) => take(picturesOf(dataTransfer)),
    },
    onUpdate: ({ editor }) => {
      const typed = blocksOf(editor.getJSON());
      if (!isSame(typed, latest.current.value)) latest.current.onChange(typed);
    },
  });

  function take(files: readonly File[]): boolean {
    if (files.length > 0) void store(files, most_pictures).then(put);
    return files.length > 0;
  }

  useEffect(() => {
    if (!editor || editor.isDestroyed) return; // shown again after a while, it is made anew a moment later
    if (isSame(blocksOf(editor.getJSON()), value)) return;
    editor.commands.setContent(documentOf(value), { emitUpdate: false });
  }, [editor, value]);

  if (!editor) return null;
  return (
    <div className="rich-text">
      <Toolbar editor={editor} isBusy={isBusy} onPictures={(urls) => void put(urls)} />
      <div className="rich-desk">
        <EditorContent
          editor={editor}
          className="rich-paper"
          style={variablesOf(paletteOf(false, brand_color))}
        />
      </div>
      <div className="aux rich-count">{lengthOf(value)} 字</div>
    </div>
  );
}

const isSame = (a: RichText, b: RichText) => JSON.stringify(a) === JSON.stringify(b);
