let wanted = "";

/** Which category the category tab shall show: a tab page takes no query. */
export function wantCategory(id: string): void {
  wanted = id;
}

/** The wish, once. */
export function takeWanted(): string {
  const id = wanted;
  wanted = "";
  return id;
}
