/** What a test's server was asked, and how it answers. */
export interface Asked {
  method: string;
  url: string;
  token: string;
  key: string | null;
  body: unknown;
}

type Answer = (asked: Asked, n: number) => Response | Promise<Response>;

/** Puts a server in the place of the network for one test; answers what it was asked. */
export async function withServer(
  answer: Answer,
  work: (asked: Asked[]) => Promise<void>,
): Promise<void> {
  const real = globalThis.fetch;
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const one = {
      method: request.method,
      url: request.url,
      token: request.headers.get("authorization")?.replace("Bearer ", "") ?? "",
      key: request.headers.get("idempotency-key"),
      body: text ? JSON.parse(text) : undefined,
    };
    asked.push(one);
    return await answer(one, asked.length - 1);
  };
  try {
    await work(asked);
  } finally {
    globalThis.fetch = real;
  }
}

/** As the API refuses. */
export function refused(status: number, code: string, headers: HeadersInit = {}): Response {
  return Response.json(
    { error: { code, message: `text of ${code}`, request_id: "r1" } },
    { status, headers },
  );
}
