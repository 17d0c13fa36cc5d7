import assert from "node:assert/strict";
import { writeLogTo } from "@/shared/log.ts";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import type { OpenResult } from "@/shared/wechat/open/result.ts";
import { refused } from "@/shared/wechat/open/result.ts";
import type { PhoneNumber } from "@/shared/wechat/open/types.ts";
import { jsonBody, openDoor, type RecordedCall } from "./testing/door.ts";
import { errorOf } from "./testing/requests.ts";

/** A door whose SQL keeps the phone that it is given, and whose WeChat answers `told`. */
async function openedDoor(told: OpenResult<PhoneNumber>) {
  let phone: unknown = null;
  const door = await openDoor(({ fn, args, claims }: RecordedCall) => {
    if (fn === "get_own_openid") return { openid: "o-1" };
    const { shop_id, member_id } = claims;
    if (fn === "save_phone") {
      phone = { sealed: (args.phone as { sealed: string }).sealed, shop_id, member_id };
    }
    if (fn === "drop_phone") phone = null;
    return { id: member_id, phone };
  });
  const asked: unknown[] = [];
  const getPhoneNumber = (...args: unknown[]) => {
    asked.push(args);
    return Promise.resolve(told);
  };
  const account = { open: () => ({ getPhoneNumber }) } as unknown as ShopAccount;
  door.services.signInAccount = () => Promise.resolve(account);
  const member = await door.member("demo");
  const ask = (method: string, path: string, body?: unknown) =>
    door.app.request(
      `/api/shops/demo${path}`,
      body ? jsonBody(method, body, member) : { method, headers: member },
    );
  return { ask, asked, calls: door.calls };
}

const ok = (country: string, number: string): OpenResult<PhoneNumber> => ({
  kind: "ok",
  value: { country, number },
});

Deno.test("phone: asked of WeChat with the member's openid, sealed before SQL sees it, read masked and in full", async () => {
  const { ask, asked, calls } = await openedDoor(ok("86", "13800138000"));
  const given = await ask("PUT", "/me/phone", { code: "c1" });
  assert.deepEqual([given.status, await given.json()], [200, { phone: "13800138000" }]);
  assert.deepEqual(asked, [["c1", "o-1"]]);
  assert.deepEqual(calls.map(({ fn, claims }) => [fn, claims.role]), [
    ["get_own_openid", "mall_server"],
    ["save_phone", "mall_server"],
  ]);
  assert.doesNotMatch(JSON.stringify(calls), /13800138000/);
  assert.equal((await (await ask("GET", "/me")).json()).phone, "138****8000");
  assert.deepEqual(await (await ask("GET", "/me/phone")).json(), { phone: "13800138000" });
  assert.deepEqual(await (await ask("DELETE", "/me/phone")).json(), { phone: null });
  assert.equal((await (await ask("GET", "/me")).json()).phone, null);
});

Deno.test("phone: one abroad is kept with its country", async () => {
  const { ask } = await openedDoor(ok("852", "91234567"));
  assert.deepEqual(await (await ask("PUT", "/me/phone", { code: "c1" })).json(), {
    phone: "+85291234567",
  });
  assert.equal((await (await ask("GET", "/me")).json()).phone, "+852****4567");
});

Deno.test("phone: a refused code stores nothing, and no log line names a person", async () => {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  const cases: [OpenResult<PhoneNumber>, string][] = [
    [refused(40029, "o-1"), "PHONE_CODE_INVALID"],
    [refused(40163, "o-1"), "PHONE_CODE_INVALID"],
    [refused(45011, "o-1"), "WECHAT_UNAVAILABLE"],
    [refused(48001, "o-1"), "WECHAT_REFUSED"],
    [{ kind: "unknown", reason: "timeout" }, "WECHAT_UNAVAILABLE"],
    [ok("86", "123"), "WECHAT_REFUSED"],
  ];
  for (const [told, code] of cases) {
    const { ask, calls } = await openedDoor(told);
    assert.equal((await errorOf(await ask("PUT", "/me/phone", { code: "c-secret" }))).code, code);
    assert.deepEqual(calls.map(({ fn }) => fn), ["get_own_openid"]);
  }
  undo();
  assert.doesNotMatch(lines.join(), /o-1|c-secret|138001/);
});
