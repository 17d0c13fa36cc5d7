import { storageError } from "./errors.ts";

/** The characters that hosted Storage lets into a name; others (Chinese too) are refused there as well. */
const CHARACTERS = /^[\w/!\-.*'() &$@=;:+,?]+$/;

/** An object's name, as given. Throws for what hosted refuses, and for anything that looks like a way out. */
export function checkedName(name: string): string {
  const parts = name.split("/");
  const plain = CHARACTERS.test(name) && name.length <= 1024 &&
    parts.every((part) => part !== "" && part !== "." && part !== "..");
  if (!plain) throw storageError(400, "InvalidKey", `Invalid key: ${name}`);
  return name;
}
