import { useState } from "react";

/** How it stands with the video that was chosen: on its way, or in words why it is not taken. */
export function useVideoUpload() {
  const [isBusy, setBusy] = useState(false);
  const [refused, refuse] = useState<string>();
  return { isBusy, setBusy, refused, refuse };
}
export type VideoUpload = ReturnType<typeof useVideoUpload>;
