import assert from "node:assert/strict";
import { merchant, type Shop, shopTest } from "../test_support.ts";

const { appid, app_secret: secret } = merchant;

const login = (shop: Shop, js_code: string, change: Record<string, string> = {}) => {
  const grant_type = "authorization_code";
  const query = new URLSearchParams({ appid, secret, js_code, grant_type, ...change });
  return shop.openJson(`/sns/jscode2session?${query}`);
};

const token = (shop: Shop, change: Record<string, unknown> = {}) =>
  shop.openJson("/cgi-bin/stable_token", {
    grant_type: "client_credential",
    appid,
    secret,
    ...change,
  });

const carriers = "/cgi-bin/express/delivery/open_msg/get_delivery_list";

shopTest("a code of wx.login: once, five minutes, for its own app", async (shop) => {
  const { control } = shop.simulator;
  const { openid } = control.createUser({ unionid: "u1" });
  const code = () => control.issueCode(openid).code;
  const first = code();
  const session = await login(shop, first);
  assert.deepEqual([session.openid, session.unionid, session.errcode], [openid, "u1", undefined]);
  assert.equal(atob(session.session_key).length, 16);
  assert.equal((await login(shop, first)).errcode, 40163);
  assert.equal((await login(shop, "made-up")).errcode, 40029);
  const late = code();
  shop.advance(300);
  assert.equal((await login(shop, late)).errcode, 40029);
  assert.equal((await login(shop, code(), { appid: "wxffffffffffffffff" })).errcode, 40013);
  assert.equal((await login(shop, code(), { secret: "wrong" })).errcode, 40125);
  assert.equal((await login(shop, code(), { grant_type: "x" })).errcode, 40002);
  assert.match((await login(shop, "")).errmsg, / rid: /);
  control.createUser({ openid, high_risk: true });
  assert.equal((await login(shop, code())).errcode, 40226);
});

shopTest("faults of signing in", async (shop) => {
  const { control } = shop.simulator;
  const { openid } = control.createUser();
  for (const [kind, errcode] of [["code_used", 40163], ["high_risk", 40226]] as const) {
    control.addFault({ kind });
    assert.equal((await login(shop, control.issueCode(openid).code)).errcode, errcode);
  }
  control.addFault({ kind: "too_fast" });
  control.addFault({ kind: "error_before_commit" });
  const { code } = control.issueCode(openid);
  assert.equal((await login(shop, code)).errcode, 45011);
  assert.equal((await login(shop, code)).errcode, -1);
  assert.equal((await login(shop, code)).openid, openid);
});

shopTest("stable_token: the same until five minutes before its end", async (shop) => {
  const first = await token(shop);
  assert.equal(first.expires_in, 7200);
  shop.advance(6899);
  const same = await token(shop);
  assert.deepEqual(same, { access_token: first.access_token, expires_in: 301 });
  shop.advance(1);
  const second = await token(shop);
  assert.notEqual(second.access_token, first.access_token);
  const use = (value: string) => shop.openJson(`${carriers}?access_token=${value}`, {});
  assert.equal((await use(first.access_token)).errcode, 0);
  shop.advance(300);
  assert.equal((await use(first.access_token)).errcode, 42001);
  assert.equal((await use(second.access_token)).errcode, 0);
  assert.equal((await token(shop, { secret: "wrong" })).errcode, 40125);
  assert.equal((await token(shop, { appid: undefined })).errcode, 41002);
  assert.equal((await token(shop, { grant_type: "x" })).errcode, 40002);
});

shopTest("force_refresh kills the earlier token; 30 seconds apart, 20 a day", async (shop) => {
  const first = await token(shop);
  const forced = () => token(shop, { force_refresh: true });
  const second = await forced();
  assert.notEqual(second.access_token, first.access_token);
  const used = await shop.openJson(`${carriers}?access_token=${first.access_token}`, {});
  assert.equal(used.errcode, 40001);
  assert.equal((await forced()).access_token, second.access_token);
  for (let n = 1; n < 20; n++) {
    shop.advance(30);
    await forced();
  }
  shop.advance(30);
  assert.equal((await forced()).errcode, 45009);
});

shopTest("tokens: missing, malformed, unknown, ended early; method and body", async (shop) => {
  const use = async (value: string) =>
    (await shop.openJson(`${carriers}?access_token=${value}`, {})).errcode;
  const good = await shop.token();
  assert.equal(await use(""), 41001);
  assert.equal(await use("short"), 40014);
  assert.equal(await use("1_" + "x".repeat(140)), 40001);
  shop.simulator.control.addFault({ kind: "token_expired" });
  assert.equal(await use(good), 42001);
  assert.equal(await use(good), 42001);
  assert.equal(await use(await shop.token()), 0);
  assert.equal((await shop.openJson(carriers)).errcode, 43002);
  assert.equal((await shop.openJson(carriers, "")).errcode, 44002);
  assert.equal((await shop.openJson(carriers, "{")).errcode, 47001);
});

shopTest("mini program codes: an image, or JSON that says why not", async (shop) => {
  const path = `/wxa/getwxacodeunlimit?access_token=${await shop.token()}`;
  const page = "pages/index/index";
  const draw = async (body: Record<string, unknown>) => {
    const answer = await shop.open(path, { page, ...body });
    return { type: answer.headers.get("content-type"), bytes: await answer.bytes() };
  };
  const first = await draw({ scene: "s=9f3k2a" });
  assert.equal(first.type, "image/jpeg");
  assert.deepEqual([...first.bytes.slice(0, 3)], [0xff, 0xd8, 0xff]);
  assert.deepEqual((await draw({ scene: "s=9f3k2a" })).bytes, first.bytes);
  assert.notDeepEqual((await draw({ scene: "s=9f3k2b" })).bytes, first.bytes);
  const clear = await draw({ scene: "s", is_hyaline: true });
  assert.equal(clear.type, "image/png");
  assert.deepEqual([...clear.bytes.slice(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const refusals: [Record<string, unknown>, number][] = [
    [{ scene: "x".repeat(33) }, 40169],
    [{ scene: "" }, 40169],
    [{ scene: "a%20b" }, 40129],
    [{ scene: "茶" }, 40129],
    [{ scene: "s", page: "/pages/index/index" }, 41030],
    [{ scene: "s", page: "pages/index/index?a=1" }, 41030],
    [{ scene: "s", page: "pages/not/released" }, 41030],
    [{ scene: "s", width: 100 }, 40097],
    [{ scene: "s", env_version: "beta" }, 40097],
  ];
  for (const [change, errcode] of refusals) {
    const answer = await shop.openJson(path, { page, ...change });
    assert.equal(answer.errcode, errcode, JSON.stringify(change));
  }
  const unreleased = { scene: "s", page: "pages/not/released", check_path: false };
  assert.equal((await draw(unreleased)).type, "image/jpeg");
  shop.simulator.control.addFault({ kind: "image_json" });
  assert.equal((await shop.openJson(path, { scene: "s" })).errcode, -1);
}, { merchants: [{ ...merchant, pages: ["pages/index/index"] }] });
