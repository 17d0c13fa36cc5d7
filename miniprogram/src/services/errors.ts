/** Why a call failed, with a message that may be shown. */
export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    /** A code of contracts/errors.ts, or OFFLINE, or BAD_REPLY. */
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly requestId = "",
  ) {
    super(message);
  }
}

/** What may be shown of anything that was thrown; a fault of ours is told in the log only. */
export function words(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  // deno-lint-ignore no-console -- WeChat collects a mini program's log
  console.error(error);
  return "出了点问题，请稍后再试";
}
