import { type ReactNode, useId } from "react";
import { picture_types } from "../../lib/picture_rules.ts";
import { useBusy, useStoring } from "./storing.ts";

interface Props {
  /** What it is for, for a screen reader. */
  label: string;
  id?: string | undefined;
  /** How many may be chosen at once; one when left out. */
  most?: number;
  /** How those are kept that could be stored, in their order. */
  onStored(urls: string[]): void;
  onBusy?: ((isBusy: boolean) => void) | undefined;
  children(isBusy: boolean): ReactNode;
}

/** A place to click or to drop pictures on. Each is stored at once; one that cannot be is told of and left out. */
export function PicturePick({ label, id, most = 1, onStored, onBusy, children }: Props) {
  const { isBusy, store } = useStoring();
  useBusy(isBusy, onBusy);
  const own_id = useId();

  async function take(files: FileList | null) {
    const chosen = [...files ?? []];
    if (chosen.length === 0 || isBusy) return;
    const stored = await store(chosen, most);
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
