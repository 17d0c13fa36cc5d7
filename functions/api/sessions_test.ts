import assert from "node:assert/strict";
import { decodeJwt } from "jose";
import type { ShopAccount } from "@/shared/shop_accounts.ts";
import { openDoor } from "./testing/door.ts";

const [shop_id, member_id] = [crypto.randomUUID(), crypto.randomUUID()];

/** The door of a mall whose WeChat knows everybody; `signIn` answers the visitor that a token brought along. */
async function openedDoor() {
  const member = { id: member_id };
  const door = await openDoor(() => ({ shop_id, shop: "demo", member_id, is_new: true, member }));
  const code2Session = () => Promise.resolve({ kind: "ok", value: { openid: "o-1" } });
  const account = { open: () => ({ code2Session }) } as unknown as ShopAccount;
  door.services.signInAccount = () => Promise.resolve(account);
  const signIn = async (visitor_token?: string) => {
    door.calls.length = 0;
    const response = await door.app.request("/api/shops/demo/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code: "code-1", ...(visitor_token ? { visitor_token } : {}) }),
    });
    assert.equal(response.status, 201, await response.clone().text());
    await response.body?.cancel();
    const [call] = door.calls;
    assert.equal(call!.fn, "sign_in");
    return call!.args["visitor"];
  };
  return { door, signIn };
}

const bearer = ({ authorization }: { authorization: string }) => authorization.split(" ")[1]!;

Deno.test("sessions: a visitor's token of this shop brings the visitor along", async () => {
  const { door, signIn } = await openedDoor();
  const token = bearer(await door.visitor("demo"));
  const { sub } = decodeJwt(token);
  assert.ok(sub);
  assert.equal(await signIn(token), sub);
});

Deno.test("sessions: another shop's visitor, a member's token, one that is changed or none bring nobody along and refuse nobody", async () => {
  const { door, signIn } = await openedDoor();
  const own = bearer(await door.visitor("demo"));
  const tokens: Record<string, string | undefined> = {
    "another shop's visitor": bearer(await door.visitor("other")),
    "a member": bearer(await door.member("demo")),
    "a changed token": `${own.slice(0, -4)}AAAA`,
    "no token at all": "nonsense",
    "none": undefined,
  };
  for (const [what, token] of Object.entries(tokens)) {
    assert.equal(await signIn(token), null, what);
  }
});
