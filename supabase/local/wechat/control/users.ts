import { newOpenid, randomText } from "../ids.ts";
import type { User, UserCode } from "../state.ts";
import { minute_ms } from "../time.ts";
import type { World } from "../world.ts";
import { ControlError } from "./error.ts";
import { user_input, type UserInput } from "./inputs.ts";

const code_life_ms = 5 * minute_ms;

/** A WeChat user of one app (by default the user's own, or the first one); a known openid is changed. */
export function createUser(world: World, input: UserInput = {}): User {
  const given = user_input.parse(input);
  const openid = given.openid ?? newOpenid();
  const known = world.state.users.get(openid);
  const appid = given.appid ?? known?.appid ?? world.merchants.all()[0]?.appid;
  if (appid === undefined || world.merchants.byAppid(appid) === undefined) {
    throw new ControlError(404, "no such appid");
  }
  if (known !== undefined && known.appid !== appid) {
    throw new ControlError(409, "this openid belongs to another app");
  }
  const user: User = {
    openid,
    appid,
    unionid: given.unionid ?? known?.unionid ?? null,
    nickname: given.nickname ?? known?.nickname ?? "微信用户",
    real_name: given.real_name ?? known?.real_name ?? null,
    phone: given.phone ?? known?.phone ?? null,
    high_risk: given.high_risk ?? known?.high_risk ?? false,
    session_key: known?.session_key ?? null,
  };
  world.state.users.put(openid, user);
  return user;
}

/** What wx.login gives this user. */
export function issueCode(world: World, openid: string): UserCode {
  const code = newCode(world, knownUser(world, openid));
  world.state.codes.put(code.code, code);
  return code;
}

/** The user with this openid. */
export function knownUser(world: World, openid: string): User {
  const user = world.state.users.get(openid);
  if (user === undefined) throw new ControlError(404, "no such user");
  return user;
}

/** Good for five minutes and once. */
export function newCode(world: World, { openid, appid }: User): UserCode {
  const expires_at = world.now() + code_life_ms;
  return { code: "0" + randomText(31), openid, appid, expires_at, used: false };
}
