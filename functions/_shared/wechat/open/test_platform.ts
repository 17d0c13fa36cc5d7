/** For tests of the open platform's client: its rows in memory, and WeChat as they want it. */
import type { Seen } from "../test_support.ts";
import { AccessTokens, type StoredToken, type TokenStore } from "./access_tokens.ts";
import { OpenClient } from "./client.ts";

/** A store that lives as long as the test: one row, one claim. */
export class RowStore implements TokenStore {
  row: StoredToken | null = null;
  claimed = false;
  read() {
    return Promise.resolve(this.row);
  }
  claim() {
    const free = !this.claimed;
    this.claimed = true;
    return Promise.resolve(free);
  }
  write(token: StoredToken) {
    this.row = token;
    this.claimed = false;
    return Promise.resolve();
  }
}

export function clientOf(base_url: string, store: TokenStore = new RowStore()): OpenClient {
  const app = { appid: "wx1", secret: "s3cret", base_url, timeout_ms: 3_000 };
  return new OpenClient(app, new AccessTokens(app, store));
}

/** api.weixin.qq.com with tokens T1, T2, …, where only `good` is taken; `reply` answers the rest. */
export function openPlatform(reply: (seen: Seen) => Response, good = "T1") {
  let made = 0;
  return (seen: Seen): Response => {
    if (seen.path === "/cgi-bin/stable_token") return Response.json(newToken(++made));
    const token = new URLSearchParams(seen.path.split("?")[1]).get("access_token");
    if (token !== null && token !== good) {
      return Response.json({ errcode: 40001, errmsg: "invalid" });
    }
    return reply(seen);
  };
}

export function newToken(number: number) {
  return { access_token: `T${number}`, expires_in: 7200 };
}
