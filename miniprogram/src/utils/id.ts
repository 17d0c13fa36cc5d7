const letters = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A name for one intention: 24 letters and digits. WeChat has no crypto.randomUUID. */
export function newId(): string {
  let id = Date.now().toString(36);
  while (id.length < 24) id += letters[Math.floor(Math.random() * letters.length)];
  return id;
}
