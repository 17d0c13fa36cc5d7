/** What a browser can read as a picture; Storage takes no SVG, which may carry scripts. */
export const picture_types: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
];

/** What somebody may choose; it is made smaller before it is sent. */
export const most_bytes = 20 * 1024 * 1024;

/** Bytes as people say them: 31457280 is 30.0. */
export function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
