/** What every part of the gateway needs of HTTP: JSON answers, limited bodies, request ids. */

export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** A part's own refusal: thrown inside it, answered as the body that the part's clients expect. */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
  ) {
    super(`refused with ${status}`);
  }

  toResponse(): Response {
    return json(this.body, this.status, this.headers);
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}

/** Reads a whole body of at most `limit` bytes; undefined when there is more. */
export async function readBody(
  source: Request,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(source.headers.get("content-length") ?? 0) > limit) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.body ?? []) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The caller's request id when it is a plain one, else a new one. */
export function requestId(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{1,64}$/.test(given) ? given : crypto.randomUUID();
}

/** One line on standard error for what a caller must not see. */
export function report(where: string, error: unknown): void {
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  Deno.stderr.writeSync(new TextEncoder().encode(`gateway ${where}: ${text}\n`));
}
