import { jwtVerify, SignJWT } from "jose";
import { storageError } from "./errors.ts";

/** Signs and checks links to read one object, with a key of storage's own: a link's token opens nothing else. */
export class Links {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(`storage links of ${secret}`);
  }

  /** `path` is `<bucket>/<name>`. */
  async sign(path: string, seconds: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({ path }).setProtectedHeader({ alg: "HS256" })
      .setIssuedAt(now).setExpirationTime(now + seconds).sign(this.#key);
  }

  /** Throws for a token of another path, and for a late one. */
  async check(token: string | undefined, path: string): Promise<void> {
    const { payload } = await jwtVerify(token ?? "", this.#key, { algorithms: ["HS256"] })
      .catch(() => ({ payload: undefined }));
    if (payload?.["path"] === path) return;
    throw storageError(400, "InvalidJWT", "Invalid or expired signature");
  }
}
