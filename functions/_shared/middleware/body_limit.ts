import { bodyLimit as honoBodyLimit } from "hono/body-limit";
import { ApiError } from "../errors.ts";

/** Refuses a body of more than `most_bytes` with PAYLOAD_TOO_LARGE, whatever its Content-Length says. */
export function bodyLimit(most_bytes: number) {
  return honoBodyLimit({
    maxSize: most_bytes,
    onError: () => {
      throw new ApiError("PAYLOAD_TOO_LARGE", { most_bytes });
    },
  });
}
