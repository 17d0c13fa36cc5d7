import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useRef, useState } from "react";
import type { Video } from "@/contracts/catalog.ts";
import { pictureAddress } from "../../lib/pictures.ts";
import { problemOf } from "../../lib/problem.ts";
import { useStaff } from "../../lib/staff.tsx";
import { storeVideo } from "../../lib/videos.ts";
import { PictureInput } from "./PictureInput.tsx";
import { useBusy } from "./storing.ts";
import "./pictures.css";

interface Props {
  /** What it shows, for a screen reader. */
  label?: string;
  value: Video | null;
  onChange(value: Video | null): void;
  /** In words why the chosen file is not taken; undefined while nothing is wrong. */
  onRefused(words: string | undefined): void;
  /** Told whether the video or its cover is on its way. */
  onBusy(isBusy: boolean): void;
}

/** One video with the picture that stands for it: chosen from the computer, put into Storage at once. */
export function VideoInput(
  { label = "商品视频", value, onChange, onRefused, onBusy }: Props,
) {
  const { shop } = useStaff();
  const [isBusy, setBusy] = useState(false);
  const [isCoverBusy, setCoverBusy] = useState(false);
  const latest = useRef(value);
  latest.current = value;
  useBusy(isBusy || isCoverBusy, onBusy);

  async function take(file: File | undefined) {
    if (!file || isBusy) return;
    setBusy(true);
    onRefused(undefined);
    try {
      onChange(await storeVideo(file, shop.id));
    } catch (error) {
      const problem = problemOf(error);
      if (!problem.isSignedOut) onRefused(problem.message);
    }
    setBusy(false);
  }

  if (value) {
    return (
      <div className="picture-list">
        <span className="picture-box video-box">
          <video
            src={pictureAddress(value.url)}
            poster={value.poster_url ? pictureAddress(value.poster_url) : undefined}
            aria-label={label}
            controls
            preload="metadata"
          />
          <Button
            size="small"
            className="picture-remove video-remove"
            aria-label={`去掉${label}`}
            icon={<DeleteOutlined />}
            onClick={() => onChange(null)}
          />
        </span>
        <div>
          <PictureInput
            label="视频封面"
            value={value.poster_url}
            onChange={(poster_url) => {
              if (latest.current?.url === value.url) onChange({ ...value, poster_url }); // not removed meanwhile
            }}
            onBusy={setCoverBusy}
          />
          <div className="aux">封面</div>
        </div>
      </div>
    );
  }
  return (
    <label className="picture-pick">
      <input
        type="file"
        aria-label={`上传${label}`}
        accept="video/mp4"
        disabled={isBusy}
        onChange={({ target }) => {
          void take(target.files?.[0]).then(() => target.value = ""); // the same file may be chosen again
        }}
      />
      <span className="picture-box picture-add">
        {isBusy ? <Spin size="small" /> : <PlusOutlined aria-hidden />}
      </span>
    </label>
  );
}
