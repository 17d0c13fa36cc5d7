import type { Editor } from "@tiptap/core";
import { pictureAddress } from "../../lib/pictures.ts";

/** How many are put in at once. */
export const most_pictures = 20;

export interface SizedPicture {
  url: string;
  width: number;
  height: number;
}

/** A stored picture with its size in px, so that a phone can keep its box while it loads. */
export async function sized(url: string): Promise<SizedPicture> {
  const image = new Image();
  image.src = pictureAddress(url);
  await image.decode();
  return { url, width: image.naturalWidth, height: image.naturalHeight };
}

/** Pictures at the cursor, which goes on below them. */
export function insertPictures(editor: Editor, pictures: readonly SizedPicture[]): void {
  if (pictures.length === 0) return;
  editor.chain().focus().insertContent([
    ...pictures.map((attrs) => ({ type: "picture", attrs })),
    { type: "paragraph" },
  ]).run();
}

/** Files that somebody pastes or drops. Words that come with a picture of themselves are words. */
export function picturesOf(transfer: DataTransfer | null): File[] {
  return transfer && !transfer.getData("text/plain") ? [...transfer.files] : [];
}
