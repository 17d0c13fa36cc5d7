import { ApiError } from "./errors.ts";
import type { Bytes } from "./wechat/bytes.ts";

/**
 * The bytes of a request. When the caller hangs up in the middle, that is no error of ours: no answer can reach the
 * caller, and nothing is done. Throws INVALID_REQUEST for it, and passes on that a body is too large.
 */
export async function readBody(request: Request): Promise<Bytes> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (cause) {
    if (cause instanceof Error && cause.name === "BodyLimitError") throw cause;
    throw new ApiError("INVALID_REQUEST", { reason: "body_incomplete" }, { cause });
  }
}
