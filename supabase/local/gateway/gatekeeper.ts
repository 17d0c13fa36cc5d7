import { type Caller, credentials, type GatewayKeys, keyHolder, type TokenCheck } from "./keys.ts";
import { Refusal } from "./http.ts";

/**
 * Lets a request in as the hosted gateway does: an API key must be there and right; a token, when there is one,
 * decides who the caller is, else the key does. Throws `Refusal` (401) or `BadToken`.
 */
export async function admit(
  request: Request,
  keys: GatewayKeys,
  check: TokenCheck,
): Promise<Caller> {
  const { apikey, token } = credentials(request);
  const holder = requireKey(request, keys, apikey);
  return token === null ? holder : await check(token);
}

/** The holder of the request's API key. Throws `Refusal` (401) without a right one. */
export function requireKey(
  request: Request,
  keys: GatewayKeys,
  apikey = credentials(request).apikey,
): Caller {
  if (!apikey) {
    throw new Refusal(401, {
      message: "No API key found in request",
      hint: "No `apikey` request header or url param was found.",
    });
  }
  const holder = keyHolder(apikey, keys);
  if (!holder) {
    throw new Refusal(401, {
      message: "Invalid API key",
      hint: "Double check the publishable or secret key of this project.",
    });
  }
  const browser = request.headers.get("user-agent")?.startsWith("Mozilla/") ?? false;
  if (holder.role === "service_role" && browser) {
    throw new Refusal(401, {
      message: "Forbidden use of secret API key in browser",
      hint: "A secret key must never leave the server.",
    });
  }
  return holder;
}
