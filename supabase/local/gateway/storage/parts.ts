import type { Caller } from "../keys.ts";
import type { Files } from "./files.ts";
import type { Links } from "./links.ts";
import type { NewObject, Objects } from "./objects.ts";
import type { Upload } from "./upload.ts";

/** What the routes of Storage share. */
export interface Storage {
  objects: Objects;
  files: Files;
  links: Links;
  identify: (request: Request) => Promise<Caller>;
}

/** Bytes first, then the row; whichever of the two is not needed in the end is removed. */
export async function store(
  { objects, files }: Pick<Storage, "objects" | "files">,
  caller: Caller,
  { bucket, name }: Pick<NewObject, "bucket" | "name">,
  { bytes, metadata, userMetadata }: Upload,
  upsert: boolean,
): Promise<string> {
  const version = await files.write(bytes);
  try {
    const object = { bucket, name, version, metadata, userMetadata };
    const { id, replaced } = await objects.save(caller, object, upsert);
    if (replaced) await files.remove(replaced);
    return id;
  } catch (error) {
    await files.remove(version);
    throw error;
  }
}
