import { isFile, toBytes } from "../files.ts";
import { NODE_MODULES } from "../paths.ts";

const FOLDER = `${NODE_MODULES}/tdesign-icons-svg/src`;

/** The icon that a rule such as `.t-icon-add:before` draws, when there is a picture of it. */
export function iconUsedBy(selector: string): string | undefined {
  const name = /t-icon-([\w-]+?):/.exec(selector)?.[1];
  return name && isFile(`${FOLDER}/${name}.svg`) ? name : undefined;
}

/** An icon's picture. The package writes one attribute in a way that browsers don't know. */
export function iconPicture(name: string): Uint8Array {
  return toBytes(Deno.readTextFileSync(`${FOLDER}/${name}.svg`).replace("view-box", "viewBox"));
}
