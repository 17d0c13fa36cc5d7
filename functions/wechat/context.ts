import type { RequestIdEnv } from "@/shared/middleware/request_id.ts";
import type { Services } from "./services.ts";

/** What every callback finds: the services, and the id of the request. */
export interface Env extends RequestIdEnv {
  Variables: RequestIdEnv["Variables"] & { services: Services };
}
