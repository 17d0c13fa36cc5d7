import { requestIdOf } from "@/shared/middleware/request_id.ts";
import type { CataloguePage } from "./catalogue_memory.ts";
import { type Bindings, callerBy } from "./context.ts";
import { json_type, type KeptReply, matches } from "./reply.ts";
import type { Services } from "./services.ts";

type Fetch = (request: Request, bindings?: Bindings) => Response | Promise<Response>;

/** A page of the catalogue, and the headers that all its replies have alike. */
interface Known {
  page: CataloguePage;
  head: Record<string, string>;
}

const most_addresses = 10_000;
const longest_address = 300;

/** What each reply has of its own. */
const own_headers = new Set([
  "content-length",
  "content-type",
  "etag",
  "x-request-id",
  "x-server-time",
]);

/**
 * Stands before the app and answers addresses that the app has answered from the catalogue's memory before: the same
 * address is the same page, so nothing has to be routed or checked again but the caller. The headers are those that the
 * app has given. What cannot be answered goes to the app with the reason.
 */
export function knownAddresses(services: Services, app: Fetch): Fetch {
  const known = new Map<string, Known>();
  const heads = new Map<string, Known["head"]>();

  /** Where replies may be kept equally long, all headers are alike. */
  function headOf({ headers }: Response): Known["head"] {
    const lasting = headers.get("cache-control") ?? "";
    const head = heads.get(lasting) ??
      Object.fromEntries([...headers].filter(([name]) => !own_headers.has(name)));
    heads.set(lasting, head);
    return head;
  }

  function remember(address: string, page: CataloguePage, response: Response): void {
    if (address.length > longest_address) return;
    if (known.size >= most_addresses) known.delete(known.keys().next().value!);
    known.set(address, { page, head: headOf(response) });
  }

  async function ask(request: Request): Promise<Response> {
    const bindings: Bindings = {};
    const response = await app(request, bindings);
    if (bindings.page && request.method === "GET" && response.status < 400) {
      remember(request.url, bindings.page, response);
    }
    return response;
  }

  async function answer(request: Request, { page, head }: Known): Promise<Response> {
    let kept: KeptReply;
    try {
      await callerBy(services, request.headers.get("authorization") ?? undefined);
      kept = await services.catalogue.read(page);
    } catch (thrown) {
      return await app(request, { thrown });
    }
    return replyFrom(kept, head, request.headers);
  }

  return (request) => {
    const found = request.method === "GET" ? known.get(request.url) : undefined;
    return found ? answer(request, found) : ask(request);
  };
}

function replyFrom({ body, etag }: KeptReply, head: Known["head"], asked: Headers): Response {
  const headers: Known["head"] = { // an object: pairs cost five times as much
    ...head,
    etag,
    "x-request-id": requestIdOf(asked.get("x-request-id")),
    "x-server-time": String(Date.now()),
  };
  if (matches(asked.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers["content-type"] = json_type;
  return new Response(body, { headers });
}
