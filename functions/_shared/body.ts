import { ApiError } from "./errors.ts";
import type { Bytes } from "./wechat/bytes.ts";

/**
 * The bytes of a request. One that hangs up in the middle is the caller's doing and no error of ours: nobody is there
 * to hear it, and nothing of it is done. Throws INVALID_REQUEST for it, and passes on that a body is too large.
 */
export async function readBody(request: Request): Promise<Bytes> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (cause) {
    if (cause instanceof Error && cause.name === "BodyLimitError") throw cause;
    throw new ApiError("INVALID_REQUEST", { reason: "body_incomplete" }, { cause });
  }
}
