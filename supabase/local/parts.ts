import type { FetchHandler } from "./gateway/http.ts";
import type { Functions } from "./gateway/mod.ts";
import { exists, PROJECT } from "./paths.ts";

export { startSimulator } from "./wechat/simulator.ts";

// Stand-ins for parts that are still being written. Each goes when its part stands.

export async function loadFunctions(): Promise<Functions> {
  const [api, wechat, jobs] = await Promise.all(["api", "wechat", "jobs"].map(load));
  return { api: api!, wechat: wechat!, jobs: jobs! };
}

async function load(name: string): Promise<FetchHandler> {
  if (!await exists(`${PROJECT}/functions/${name}/app.ts`)) {
    return () => new Response("not built yet", { status: 503 });
  }
  const { app } = await import(`../../functions/${name}/app.ts`);
  return (request) => app.fetch(request);
}
