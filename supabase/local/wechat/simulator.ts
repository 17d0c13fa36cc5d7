import { Control } from "./control/control.ts";
import { controlRoutes } from "./control/routes.ts";
import { Faults } from "./faults.ts";
import { Merchants } from "./merchants.ts";
import { Notices } from "./notify/notices.ts";
import { tickShipments } from "./open/receipt.ts";
import { OpenServer } from "./open/server.ts";
import type { SimulatorOptions } from "./options.ts";
import { tickRefunds } from "./pay/refunds.ts";
import { PayServer } from "./pay/server.ts";
import { Pushes } from "./pushes.ts";
import { tickTransfers } from "./pay/transfer_life.ts";
import { State } from "./state.ts";
import type { World } from "./world.ts";

export { Control } from "./control/control.ts";
export type { FaultInput, FaultKind } from "./faults.ts";
export { generateMerchantKeys, type MerchantKeys } from "./merchant_keys.ts";
export type { MerchantOptions, SimulatorOptions } from "./options.ts";

const tick_ms = 250;
const soon_ms = 5;

/** A running simulator of api.weixin.qq.com and api.mch.weixin.qq.com. */
export interface Simulator {
  /** Base of every address, without a slash at its end. */
  readonly url: string;
  readonly state: State;
  readonly control: Control;
  /** Answer a request without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Do all due work now, until nothing is being sent. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The world, and how time passes in it. */
function makeWorld(options: SimulatorOptions, stopping: AbortSignal): World & { tick(): void } {
  let kicked: ReturnType<typeof setTimeout> | undefined;
  const world = {
    merchants: new Merchants(options.merchants),
    state: new State(options.dataDir),
    faults: new Faults(),
    allow_lists: new Map(),
    bill_tokens: new Map(),
    // At each use: the local stack replaces Date and tests replace fetch.
    deliver: options.deliver ?? ((...args: Parameters<typeof fetch>) => fetch(...args)),
    now: options.now ?? (() => Date.now()),
    stopping,
    tick(): void {
      tickRefunds(world);
      tickTransfers(world);
      tickShipments(world);
      world.notices.tick();
      world.pushes.tick();
    },
    kick(): void {
      if (kicked !== undefined || stopping.aborted) return;
      kicked = setTimeout(() => {
        kicked = undefined;
        if (!stopping.aborted) world.tick();
      }, soon_ms);
    },
  } as World & { tick(): void };
  Object.assign(world, { notices: new Notices(world), pushes: new Pushes(world) });
  return world;
}

/** One server for both hosts and for /_control. */
export function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const stopping = new AbortController();
  const world = makeWorld(options, stopping.signal);
  const control = new Control(world);
  const [pay, open] = [new PayServer(world), new OpenServer(world)];
  const controls = controlRoutes(world, control);
  const handle = async (request: Request, address = "127.0.0.1"): Promise<Response> => {
    // As sent: signatures cover the path before any decoding.
    const target = request.url.slice(request.url.indexOf("/", request.url.indexOf("://") + 3));
    if (target.startsWith("/v3/")) return await pay.handle(request, target);
    if (target.startsWith("/_control/")) return await controls.fetch(request);
    return await open.handle(request, target, address);
  };
  const timer = setInterval(() => world.tick(), tick_ms);
  const { hostname = "127.0.0.1", port = 0 } = options;
  const server = Deno.serve(
    { hostname, port, onListen: () => {} },
    (request, { remoteAddr }) => handle(request, remoteAddr.hostname),
  );
  return Promise.resolve({
    url: `http://${hostname}:${server.addr.port}`,
    state: world.state,
    control,
    fetch: (request) => handle(request),
    async settle() {
      world.tick();
      await world.notices.settled();
      await world.pushes.settled();
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await server.shutdown();
      await Promise.all([world.notices.ended(), world.pushes.ended()]);
      world.state.journal.close();
    },
  });
}
