import { App } from "antd";
import { type ReactNode, useId, useState } from "react";
import { picture_types } from "../../lib/picture_rules.ts";
import { storePicture } from "../../lib/pictures.ts";
import { problemOf } from "../../lib/problem.ts";
import { useStaff } from "../../lib/staff.tsx";

interface Props {
  /** What it is for, for a screen reader. */
  label: string;
  id?: string | undefined;
  /** How many may be chosen at once; one when left out. */
  most?: number;
  /** How those are kept that could be stored, in their order. */
  onStored(urls: string[]): void;
  children(isBusy: boolean): ReactNode;
}

/** A place to click or to drop pictures on. Each is stored at once; one that cannot be is told of and left out. */
export function PicturePick({ label, id, most = 1, onStored, children }: Props) {
  const { message } = App.useApp();
  const { shop } = useStaff();
  const [isBusy, setBusy] = useState(false);
  const own_id = useId();

  async function take(files: FileList | null) {
    const chosen = [...files ?? []];
    if (chosen.length === 0 || isBusy) return;
    if (chosen.length > most) void message.warning(`最多还能放 ${most} 张，多出的没有上传`, 6);
    setBusy(true);
    const stored: string[] = [];
    for (const file of chosen.slice(0, most)) {
      try {
        stored.push(await storePicture(file, shop.id));
      } catch (error) {
        const problem = problemOf(error);
        if (!problem.isSignedOut) void message.error(problem.message, 8);
      }
    }
    setBusy(false);
    if (stored.length > 0) onStored(stored);
  }

  return (
    <label
      className="picture-pick"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes("Files")) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        void take(event.dataTransfer.files);
      }}
    >
      <input
        id={id ?? own_id}
        type="file"
        aria-label={label}
        accept={picture_types.join(",")}
        multiple={most > 1}
        disabled={isBusy}
        onChange={(event) => {
          const { target } = event;
          void take(target.files).then(() => target.value = ""); // the same file may be chosen again
        }}
      />
      {children(isBusy)}
    </label>
  );
}
