import {
  AlignCenterOutlined,
  BoldOutlined,
  FontSizeOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Button, Spin } from "antd";
import type { ReactNode } from "react";
import type { Run } from "@/contracts/rich_text.ts";
import { PicturePick } from "../form/PicturePick.tsx";
import { most_pictures } from "./pictures.ts";

const tones: Record<NonNullable<Run["tone"]>, string> = {
  brand: "店铺主题色",
  price: "红色",
  aux: "灰色",
};

interface Props {
  editor: Editor;
  isBusy: boolean;
  /** Where they are stored. */
  onPictures(urls: readonly string[]): void;
}

export function Toolbar({ editor, isBusy, onPictures }: Props) {
  const state = useEditorState({ editor, selector: ({ editor }) => stateOf(editor) });
  const chain = () => editor.chain().focus();
  const align = state.isCentred ? null : "center";
  return (
    <div className="rich-tools" role="toolbar" aria-label="图文格式">
      <Tool
        label="标题"
        icon={<FontSizeOutlined />}
        isOn={state.isHeading}
        run={() => chain().toggleHeading({ level: 2 }).run()}
      />
      <Tool
        label="加粗"
        icon={<BoldOutlined />}
        isOn={state.isBold}
        run={() => chain().toggleBold().run()}
      />
      {Object.entries(tones).map(([tone, label]) => (
        <Tool
          key={tone}
          label={label}
          icon={<span className={`rich-tone tone-${tone}`}>A</span>}
          isOn={state.tone === tone}
          run={() => chain().toggleMark("tone", { tone }).run()}
        />
      ))}
      <Tool
        label="居中"
        icon={<AlignCenterOutlined />}
        isOn={state.isCentred}
        run={() =>
          chain().updateAttributes("paragraph", { align }).updateAttributes("heading", { align })
            .run()}
      />
      <Tool
        label="项目列表"
        icon={<UnorderedListOutlined />}
        isOn={state.isBullets}
        run={() => chain().toggleBulletList().run()}
      />
      <Tool
        label="编号列表"
        icon={<OrderedListOutlined />}
        isOn={state.isNumbers}
        run={() => chain().toggleOrderedList().run()}
      />
      <PicturePick label="插入图片" most={most_pictures} onStored={onPictures}>
        {(isPicking) => (
          <span className="rich-pick">
            {isBusy || isPicking ? <Spin size="small" /> : <PictureOutlined aria-hidden />} 插入图片
          </span>
        )}
      </PicturePick>
      <span className="rich-gap" />
      <Tool
        label="撤销"
        icon={<UndoOutlined />}
        isDisabled={!state.canUndo}
        run={() => chain().undo().run()}
      />
      <Tool
        label="重做"
        icon={<RedoOutlined />}
        isDisabled={!state.canRedo}
        run={() => chain().redo().run()}
      />
    </div>
  );
}

function stateOf(editor: Editor) {
  return {
    isHeading: editor.isActive("heading"),
    isBold: editor.isActive("bold"),
    tone: editor.getAttributes("tone").tone as string | undefined,
    isCentred: editor.isActive({ align: "center" }),
    isBullets: editor.isActive("bulletList"),
    isNumbers: editor.isActive("orderedList"),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  isOn?: boolean;
  isDisabled?: boolean;
  run(): void;
}

function Tool({ label, icon, isOn, isDisabled = false, run }: ToolProps) {
  return (
    <Button
      type="text"
      size="small"
      title={label}
      aria-label={label}
      {...(isOn === undefined ? {} : { "aria-pressed": isOn })}
      className={isOn ? "rich-tool rich-on" : "rich-tool"}
      icon={icon}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()} // the words stay selected
      onClick={run}
    />
  );
}
