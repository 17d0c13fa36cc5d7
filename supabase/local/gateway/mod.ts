import postgres from "postgres";
import { mailsHandler } from "./auth/mails.ts";
import { authHandler, prepareAuth } from "./auth/mod.ts";
import { clockHandler, controlHandler, type ControlledClock } from "./control.ts";
import { preflight, withCors } from "./cors.ts";
import { authenticatorPool } from "./database.ts";
import { type Functions, functionsHandler, isLoopback } from "./functions.ts";
import { type FetchHandler, json, report, requestId } from "./http.ts";
import { type GatewayKeys, tokenCheck } from "./keys.ts";
import { dashboard_policy, pageHandler, phonePolicy } from "./pages.ts";
import { startRealtime } from "./realtime/mod.ts";
import { restHandler } from "./rest/mod.ts";
import { storageHandler } from "./storage/mod.ts";

export { prepareAuth } from "./auth/mod.ts";
export { prepareRealtime } from "./realtime/mod.ts";
export type { Functions } from "./functions.ts";
export type { GatewayKeys } from "./keys.ts";

export interface GatewayOptions {
  /** 0 takes any free one. */
  port: number;
  /** 127.0.0.1 when left out. */
  hostname?: string;
  /** Login `authenticator`: everything that callers do. */
  databaseUrl: string;
  /** Login `supabase_admin`: users and sessions, and reading live messages. */
  adminUrl: string;
  keys: GatewayKeys;
  /** Folder for the bytes of Storage; made when missing. */
  storageDir: string;
  functions: Functions;
  /** What the gateway proves itself with to the functions, as the merchant's proxy does. */
  proxySecret?: string;
  /** The shop that the served pages are about; the demo's when left out. */
  shop?: string;
  /** Built pages to serve at `/dashboard/` and `/phone/`. */
  dashboardDir?: string;
  phone?: { directory: string; wechat_url: string };
  /** What `/_control/clock` moves. */
  clock?: ControlledClock;
  /** Further `/_control/<name>`. */
  control?: Record<string, FetchHandler>;
}

export interface Gateway {
  /** Base address, without a trailing slash. */
  url: string;
  stop(): Promise<void>;
}

/** Starts the local stand-in for Supabase's gateway, with everything behind it but Postgres. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return { url: await startParts(options, cleanups), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: GatewayOptions,
  cleanups: (() => Promise<unknown>)[],
): Promise<string> {
  const { adminUrl, keys } = options;
  const sql = authenticatorPool(options.databaseUrl);
  cleanups.push(() => sql.end({ timeout: 2 }));
  const admin = postgres(adminUrl, { max: 4, onnotice: () => {} });
  cleanups.push(() => admin.end({ timeout: 2 }));
  await Deno.mkdir(options.storageDir, { recursive: true });
  await prepareAuth(admin);
  const check = tokenCheck(keys);
  const realtime = await startRealtime({ sql, admin, adminUrl, keys, check });
  cleanups.push(realtime.stop);
  const parts = { sql, admin, check, realtime: realtime.handler };
  const server = serve(options, (url) => routes(options, parts, url));
  cleanups.push(server.stop);
  cleanups.push(realtime.stop); // first: open sockets would hold the server up
  return server.url;
}

type PeerHandler = (request: Request, peer: string) => Response | Promise<Response>;

interface Parts {
  sql: postgres.Sql;
  admin: postgres.Sql;
  check: ReturnType<typeof tokenCheck>;
  realtime: FetchHandler;
}

/** The handler of each first path: the longest prefix stands first where one contains another. */
function routes(options: GatewayOptions, parts: Parts, url: string): [string, PeerHandler][] {
  const { keys, storageDir } = options;
  const { sql, admin, check, realtime } = parts;
  const control = controlHandler({
    ...(options.clock ? { clock: clockHandler(options.clock) } : {}),
    mails: mailsHandler(admin),
    ...options.control,
  });
  const pages: [string, PeerHandler][] = [];
  const config = {
    supabase_url: url,
    publishable_key: keys.publishableKey,
    shop: options.shop ?? "qingteng",
  };
  if (options.dashboardDir) {
    const beside = options.phone
      ? { phone_url: "/phone/", wechat_url: options.phone.wechat_url }
      : {};
    const own = { ...config, ...beside };
    const page = pageHandler("/dashboard/", options.dashboardDir, own, dashboard_policy);
    pages.push(["/dashboard", page]);
  }
  if (options.phone) {
    const { directory, wechat_url } = options.phone;
    const policy = phonePolicy(wechat_url);
    const page = pageHandler("/phone/", directory, { ...config, wechat_url }, policy);
    pages.push(["/phone", page]);
  }
  return [
    ["/functions/v1", functionsHandler(options.functions, options.proxySecret)],
    ["/rest/v1", asService(restHandler({ sql, keys, check }))],
    ["/auth/v1", asService(authHandler({ sql: admin, keys, check, issuer: `${url}/auth/v1` }))],
    ["/storage/v1", asService(storageHandler({ sql, keys, check, directory: storageDir }))],
    ["/realtime/v1/websocket", realtime],
    ["/realtime/v1", asService(realtime)],
    ["/_control", (request, peer) => control(request, isLoopback(peer))],
    ...pages,
  ];
}

/** What rest, auth and storage have in common towards browsers: preflights, CORS headers, a request id. */
function asService(handler: FetchHandler): FetchHandler {
  return async (request) => {
    if (request.method === "OPTIONS") return preflight();
    const response = withCors(await handler(request));
    response.headers.set("x-request-id", requestId(request));
    return response;
  };
}

function serve(
  { port, hostname = "127.0.0.1" }: GatewayOptions,
  makeRoutes: (url: string) => [string, PeerHandler][],
): Gateway {
  let table: [string, PeerHandler][] = [];
  const server = Deno.serve(
    { port, hostname, onListen: () => {}, onError: internalError },
    (request, info) => dispatch(table, request, info.remoteAddr.hostname),
  );
  const shown = hostname === "0.0.0.0" ? "127.0.0.1" : hostname;
  const url = `http://${shown}:${server.addr.port}`;
  table = makeRoutes(url);
  return {
    url,
    async stop() {
      // A request that takes longer ends with what it calls. Aborting a server that shuts down makes Deno fail.
      await Promise.race([server.shutdown(), new Promise((enough) => setTimeout(enough, 2000))]);
    },
  };
}

function dispatch(
  table: [string, PeerHandler][],
  request: Request,
  peer: string,
): Response | Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === "/") return json(addresses(url.origin));
  const found = table.find(([prefix]) =>
    url.pathname === prefix || url.pathname.startsWith(`${prefix}/`)
  );
  return found ? found[1](request, peer) : json({ message: "no Route matched" }, 404);
}

function internalError(error: unknown): Response {
  report("request", error);
  return json({ message: "Internal error" }, 500);
}

function addresses(base: string) {
  return {
    functions: `${base}/functions/v1/api`,
    rest: `${base}/rest/v1/rpc`,
    auth: `${base}/auth/v1`,
    realtime: `${base.replace("http", "ws")}/realtime/v1/websocket`,
    storage: `${base}/storage/v1`,
    openapi: `${base}/functions/v1/api/openapi.json`,
    dashboard: `${base}/dashboard/`,
    phone: `${base}/phone/`,
  };
}
