/** What was typed and not saved, on this computer: outlives a reload and an ended session. Null where there is nothing. */
export function readTyped(place: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null");
  } catch {
    return null; // nothing may be kept here, or something else lies there
  }
}

export function keepTyped(place: string, typed: unknown): void {
  try {
    if (typed === null) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(typed));
  } catch {
    // A full or closed storage is no reason to stop typing.
  }
}
