import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { PicturePick } from "./PicturePick.tsx";
import { pictureAddress } from "../../lib/pictures.ts";
import "./pictures.css";

interface Props {
  /** What it shows, for a screen reader. */
  label: string;
  /** A form gives these. */
  id?: string;
  value?: string | null;
  onChange?(value: string | null): void;
  isSmall?: boolean;
  /** Told whether a picture is on its way. */
  onBusy?(isBusy: boolean): void;
}

/** One picture: chosen from the computer, put into Storage at once. */
export function PictureInput({ label, id, value, onChange, isSmall = false, onBusy }: Props) {
  const size = isSmall ? "picture-box picture-small" : "picture-box";
  if (value) {
    return (
      <span className={size}>
        <img src={pictureAddress(value)} alt={label} />
        <Button
          size="small"
          className="picture-remove"
          aria-label={`去掉${label}`}
          icon={<DeleteOutlined />}
          onClick={() => onChange?.(null)}
        />
      </span>
    );
  }
  return (
    <PicturePick
      label={`上传${label}`}
      id={id}
      onStored={([one]) => one && onChange?.(one)}
      onBusy={onBusy}
    >
      {(isBusy) => (
        <span className={`${size} picture-add`}>
          {isBusy ? <Spin size="small" /> : <PlusOutlined aria-hidden />}
        </span>
      )}
    </PicturePick>
  );
}
