import { type FetchHandler, json } from "./http.ts";

/** The functions by name: `api`, `wechat`, `jobs`. */
export type Functions = Record<string, FetchHandler>;

/**
 * `/functions/v1/<name>/*`: hands the request to the function with `/functions/v1` stripped, as hosted does, and
 * plays the merchant's proxy before it: it writes the caller's address and the proxy's secret. CORS, authorization
 * and body limits are the function's own.
 */
export function functionsHandler(
  functions: Functions,
  proxySecret?: string,
): (request: Request, peer: string) => Response | Promise<Response> {
  return (request, peer) => {
    const url = new URL(request.url);
    url.pathname = url.pathname.slice("/functions/v1".length);
    const name = url.pathname.split("/")[1] ?? "";
    if (!Object.hasOwn(functions, name)) {
      return json({ code: "NOT_FOUND", message: "Requested function was not found" }, 404);
    }
    return functions[name]!(forwarded(request, url, peer, proxySecret));
  };
}

/** A proxy or a test on this machine may name the client's address; nobody else may. */
function forwarded(request: Request, url: URL, peer: string, proxySecret?: string): Request {
  const inner = new Request(url, request);
  if (!isLoopback(peer) || !inner.headers.has("x-forwarded-for")) {
    inner.headers.set("x-forwarded-for", peer);
  }
  if (proxySecret !== undefined) inner.headers.set("x-mall-proxy-secret", proxySecret);
  return inner;
}

export function isLoopback(address: string): boolean {
  return address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1";
}
