import { randomBytes } from "node:crypto";
import type { OpenAnswer, OpenCall } from "./call.ts";
import { appOf } from "./credentials.ts";
import { OpenError } from "./error.ts";

/** GET /sns/jscode2session: a code is good for five minutes and once. */
export function code2Session({ world, query }: OpenCall): OpenAnswer {
  const { appid } = appOf(world, query.get("appid"), query.get("secret"));
  if (query.get("grant_type") !== "authorization_code") {
    throw new OpenError(40002, "invalid grant_type");
  }
  const js_code = query.get("js_code");
  if (!js_code) throw new OpenError(41008, "missing code");
  const code = world.state.codes.get(js_code);
  if (code === undefined || code.appid !== appid) throw new OpenError(40029, "invalid code");
  const about = { appid, openid: code.openid, path: "/sns/jscode2session" };
  if (code.used || world.faults.take("code_used", about)) {
    throw new OpenError(40163, "code been used");
  }
  if (code.expires_at <= world.now()) throw new OpenError(40029, "invalid code");
  code.used = true;
  world.state.codes.put(js_code, code);
  const user = world.state.users.get(code.openid)!;
  if (user.high_risk || world.faults.take("high_risk", about)) {
    throw new OpenError(40226, "code blocked");
  }
  user.session_key = randomBytes(16).toString("base64");
  world.state.users.put(user.openid, user);
  const { openid, session_key, unionid } = user;
  return unionid === null ? { openid, session_key } : { openid, session_key, unionid };
}
