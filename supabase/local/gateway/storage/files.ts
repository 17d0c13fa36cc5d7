/**
 * The bytes of objects. A file is named by a version that we made: nothing a user wrote is part of a path.
 */
export class Files {
  constructor(private readonly directory: string) {}

  /** Stores bytes and gives the version by which they are found. */
  async write(bytes: Uint8Array): Promise<string> {
    const version = crypto.randomUUID();
    const path = this.#path(version);
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(`${path}.part`, bytes);
    await Deno.rename(`${path}.part`, path);
    return version;
  }

  /** Undefined when there is no such file. */
  async read(version: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      return await Deno.readFile(this.#path(version));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  }

  async remove(version: string): Promise<void> {
    await Deno.remove(this.#path(version)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }

  #path(version: string): string {
    if (!/^[0-9a-f-]{36}$/.test(version)) throw new Error("not a version of ours");
    return `${this.directory}/${version.slice(0, 2)}/${version}`;
  }
}
