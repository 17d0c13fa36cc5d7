import { randomText } from "../ids.ts";
import type { Merchant } from "../merchants.ts";
import type { AccessToken } from "../state.ts";
import { beijingTime, minute_ms } from "../time.ts";
import type { World } from "../world.ts";
import type { OpenAnswer, OpenCall } from "./call.ts";
import { appOf, requireListed } from "./credentials.ts";
import { OpenError } from "./error.ts";

const life_ms = 7200_000;
const renewed_before_ms = 5 * minute_ms;
const forced_apart_ms = 30_000;
const forced_a_day = 20;

function issue(world: World, appid: string, last: AccessToken | undefined): AccessToken {
  const now = world.now();
  const previous = last && last.expires_at > now
    ? { value: last.value, expires_at: last.expires_at }
    : null;
  const row: AccessToken = {
    appid,
    value: `${Math.floor(now / 1000)}_${randomText(140)}`,
    expires_at: now + life_ms,
    previous,
    forced_at: last?.forced_at ?? 0,
    forced_day: last?.forced_day ?? "",
    forced_count: last?.forced_count ?? 0,
  };
  world.state.tokens.put(appid, row);
  return row;
}

/** A new token at once, which kills the earlier one; 20 a day, 30 seconds apart. */
function force(world: World, last: AccessToken): AccessToken {
  const now = world.now();
  if (now - last.forced_at < forced_apart_ms) return last;
  const day = beijingTime(now).slice(0, 10);
  const count = last.forced_day === day ? last.forced_count : 0;
  if (count >= forced_a_day) throw new OpenError(45009, "reach max api daily quota limit");
  const row = issue(world, last.appid, last);
  Object.assign(row, {
    previous: null,
    forced_at: now,
    forced_day: day,
    forced_count: count + 1,
  });
  world.state.tokens.put(row.appid, row);
  return row;
}

/** POST /cgi-bin/stable_token */
export function stableToken(call: OpenCall): OpenAnswer {
  const { world, body } = call;
  if (body["grant_type"] !== "client_credential") throw new OpenError(40002, "invalid grant_type");
  const app = appOf(world, body["appid"], body["secret"]);
  requireListed(call, app);
  const { appid } = app;
  const now = world.now();
  const last = world.state.tokens.get(appid);
  const good = last !== undefined && last.expires_at - now > renewed_before_ms;
  let token = good ? last : issue(world, appid, last);
  if (good && body["force_refresh"] === true) token = force(world, last);
  const expires_in = Math.floor((token.expires_at - now) / 1000);
  return { access_token: token.value, expires_in };
}

/** The app whose token is in the query. */
export function tokenHolder(world: World, query: URLSearchParams, path: string): Merchant {
  const value = query.get("access_token");
  if (!value) throw new OpenError(41001, "access_token missing");
  const named = world.state.tokens.find(value);
  const row = named && world.state.tokens.get(named.appid);
  if (row === undefined) {
    if (!/^\d+_[0-9A-Za-z]{140}$/.test(value)) throw new OpenError(40014, "invalid access_token");
    throw new OpenError(40001, "invalid credential, access_token is invalid or not latest");
  }
  const now = world.now();
  const expired = () => new OpenError(42001, "access_token expired");
  if (world.faults.take("token_expired", { appid: row.appid, path })) {
    row.expires_at = now;
    row.previous = null;
    world.state.tokens.put(row.appid, row);
    throw expired();
  }
  const kept = row.value === value ? row : row.previous?.value === value ? row.previous : undefined;
  if (kept === undefined) {
    throw new OpenError(40001, "invalid credential, access_token is invalid or not latest");
  }
  if (kept.expires_at <= now) throw expired();
  return world.merchants.byAppid(row.appid)!;
}
