import type { Functions } from "./gateway/mod.ts";

/** The functions, loaded into this process. Their environment must be set before. */
export async function loadFunctions(): Promise<Functions> {
  const [api, wechat, jobs] = await Promise.all([
    import("../../functions/api/app.ts"),
    import("../../functions/wechat/app.ts"),
    import("../../functions/jobs/app.ts"),
  ]);
  return {
    api: (request) => api.app.fetch(request),
    wechat: (request) => wechat.app.fetch(request),
    jobs: (request) => jobs.app.fetch(request),
  };
}
