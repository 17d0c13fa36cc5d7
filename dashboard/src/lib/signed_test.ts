import assert from "node:assert/strict";
import { Problem } from "./problem.ts";
import { type Session, signed } from "./signed.ts";

const signed_out = new Problem("TOKEN_INVALID", "登录已失效", { status: 401 });

/** A session with the given tokens to come, and what was done with it. */
function fake(next: (string | undefined)[]): Session & { did: string[] } {
  const did: string[] = [];
  return {
    did,
    token: () => Promise.resolve("old"),
    renew(refused) {
      did.push(`renew ${refused}`);
      return Promise.resolve(next.shift());
    },
    end() {
      did.push("end");
      return Promise.resolve();
    },
  };
}

/** A mall that knows these tokens. */
function mall(known: string[], tried: string[] = []) {
  const ask = (token: string) => {
    tried.push(token);
    return known.includes(token) ? Promise.resolve("answer") : Promise.reject(signed_out);
  };
  return { ask, tried };
}

Deno.test("a token that is taken is not renewed", async () => {
  const session = fake(["new"]);
  assert.equal(await signed(session, mall(["old"]).ask), "answer");
  assert.deepEqual(session.did, []);
});

Deno.test("a session that ended is renewed once, and the request repeated", async () => {
  const session = fake(["new"]);
  const { ask, tried } = mall(["new"]);
  assert.equal(await signed(session, ask), "answer");
  assert.deepEqual(tried, ["old", "new"]);
  assert.deepEqual(session.did, ["renew old"]);
});

Deno.test("a session that cannot be renewed ends, and so does one whose new token is refused", async () => {
  const gone = fake([undefined]);
  await assert.rejects(signed(gone, mall([]).ask), signed_out);
  assert.deepEqual(gone.did, ["renew old", "end"]);
  const useless = fake(["new", "newer"]);
  const { ask, tried } = mall([]);
  await assert.rejects(signed(useless, ask), signed_out);
  assert.deepEqual(tried, ["old", "new"]);
  assert.deepEqual(useless.did, ["renew old", "end"]);
});

Deno.test("another refusal, and having no network while renewing, end no session", async () => {
  const session = fake(["new"]);
  const forbidden = new Problem("FORBIDDEN", "没有权限", { status: 403 });
  await assert.rejects(signed(session, () => Promise.reject(forbidden)), forbidden);
  assert.deepEqual(session.did, []);
  const offline = new Problem("OFFLINE", "网络不通");
  const cut = { ...session, renew: () => Promise.reject(offline) };
  await assert.rejects(signed(cut, mall([]).ask), offline);
  const after = new Problem("ORDER_NOT_SHIPPABLE", "不能发货", { status: 409 });
  const answers = [signed_out, after];
  await assert.rejects(signed(session, () => Promise.reject(answers.shift())), after);
  assert.deepEqual(session.did, ["renew old"]);
});
