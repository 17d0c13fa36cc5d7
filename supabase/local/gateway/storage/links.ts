import { jwtVerify, SignJWT } from "jose";
import { storageError } from "./errors.ts";

/** What a signed link lets its holder do, with one object. */
export interface Link {
  purpose: "read" | "upload";
  /** `<bucket>/<name>` */
  path: string;
  /** For an upload: whether it may replace, and who will own the object. */
  upsert?: boolean;
  owner?: string | null;
}

/** Signs and checks links with a key of storage's own: a link's token opens nothing else. */
export class Links {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(`storage links of ${secret}`);
  }

  async sign(link: Link, seconds: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({ ...link }).setProtectedHeader({ alg: "HS256" })
      .setIssuedAt(now).setExpirationTime(now + seconds).sign(this.#key);
  }

  /** The link of a token for this very purpose and path. Throws for any other, and for a late one. */
  async open(token: string | undefined, purpose: Link["purpose"], path: string): Promise<Link> {
    try {
      const { payload } = await jwtVerify<Link>(token ?? "", this.#key, { algorithms: ["HS256"] });
      if (payload.purpose === purpose && payload.path === path) return payload;
    } catch { /* answered below */ }
    throw storageError(400, "InvalidJWT", "Invalid or expired signature");
  }
}
