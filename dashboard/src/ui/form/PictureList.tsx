import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { pictureAddress } from "../../lib/pictures.ts";
import { Sortable } from "../Sortable.tsx";
import { PicturePick } from "./PicturePick.tsx";
import "./pictures.css";

interface Props {
  /** What they show, for a screen reader. */
  label: string;
  most: number;
  value: readonly string[];
  onChange(value: string[]): void;
}

/** Pictures in an order of somebody's own, the first one standing for all. */
export function PictureList({ label, most, value, onChange }: Props) {
  return (
    <div className="picture-list">
      <Sortable
        isRow
        items={value}
        keyOf={(url) => url}
        nameOf={(url) => `${label} ${value.indexOf(url) + 1}`}
        onMove={onChange}
      >
        {(url, handle) => (
          <span className="picture-box">
            <img src={pictureAddress(url)} alt={`${label} ${value.indexOf(url) + 1}`} />
            <span className="picture-move">{handle}</span>
            <Button
              size="small"
              className="picture-remove"
              aria-label={`去掉${label} ${value.indexOf(url) + 1}`}
              icon={<DeleteOutlined />}
              onClick={() => onChange(value.filter((other) => other !== url))}
            />
          </span>
        )}
      </Sortable>
      {value.length < most && (
        <PicturePick
          label={`上传${label}`}
          most={most - value.length}
          onStored={(urls) => onChange([...value, ...urls])}
        >
          {(isBusy) => (
            <span className="picture-box picture-add">
              {isBusy ? <Spin size="small" /> : <PlusOutlined aria-hidden />}
            </span>
          )}
        </PicturePick>
      )}
    </div>
  );
}
