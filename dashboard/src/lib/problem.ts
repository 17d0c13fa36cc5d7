/** Why something could not be done, in words for people, with what support asks for. */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly requestId = "",
    /** The server has refused it: nothing was done. Otherwise that is not known. */
    readonly is_final = false,
  ) {
    super(message);
  }
}

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("UNKNOWN", "出了点问题，请重试");
}
