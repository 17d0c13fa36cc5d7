let names: Record<string, string> = {};

/** What the web build has named the pictures of the package. */
export function setPictures(pictures: Record<string, string>): void {
  names = pictures;
}

/** A picture's address: `/assets/x.png` is the package's own, whatever the web build has named it. */
export function pictureUrl(source: string): string {
  if (!source.startsWith("/") || source.startsWith("//")) return source;
  const path = source.slice(1);
  return names[path] ?? path;
}
