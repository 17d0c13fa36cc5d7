interface About {
  details?: Record<string, unknown>;
  /** The number that support asks for. */
  requestId?: string;
  /** What HTTP said; 0 when no answer came. */
  status?: number;
}

/** Why something could not be done, in words for people. */
export class Problem extends Error {
  override name = "Problem";
  readonly details: Record<string, unknown>;
  readonly requestId: string;
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
    { details = {}, requestId = "", status = 0 }: About = {},
  ) {
    super(message);
    this.details = details;
    this.requestId = requestId;
    this.status = status;
  }

  /** The server refused: nothing was done. Otherwise that is not known. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500;
  }

  /** The mall does not know the token any more. */
  get isSignedOut(): boolean {
    return this.status === 401;
  }
}

/** Whatever was thrown, as a problem. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("UNKNOWN", "出了点问题，请重试");
}
