import assert from "node:assert/strict";
import { refused } from "@/shared/wechat/open/result.ts";
import type { PayResult, UnknownReason } from "@/shared/wechat/pay/result.ts";
import type { ShownPage } from "@/contracts/pages.ts";
import { outcomeOfHome, outcomeOfPaying, outcomeOfToken, picturesHere } from "./setup_checks.ts";

Deno.test("what WeChat says to appid and secret names the one at fault, in our words", () => {
  const cases: [errcode: number, problem: string][] = [
    [40013, "app_unknown"],
    [40125, "secret_wrong"],
    [40001, "secret_wrong"],
    [40164, "address_not_allowed"],
    [40243, "secret_frozen"],
    [45009, "no_answer"],
    [48001, "refused"],
  ];
  for (const [errcode, problem] of cases) {
    const said = outcomeOfToken(refused(errcode, "invalid appsecret s3cret rid: 1"));
    assert.deepEqual(said, { problem, said: String(errcode) });
  }
  const silent = outcomeOfToken({ kind: "unknown", reason: "timeout" });
  assert.deepEqual(silent, { problem: "no_answer", said: null });
  assert.equal(outcomeOfToken({ kind: "ok", value: null }).problem, null);
});

const none = { status: 0, message: "", request_id: "" };
const no = (code: string): PayResult<never> => ({ ...none, kind: "refused", code });
const unknown = (reason: UnknownReason, code = ""): PayResult<never> => ({
  ...none,
  kind: "unknown",
  reason,
  code,
});

Deno.test("WeChat Pay's signed 'no such order' proves the keys; anything else names the key at fault", () => {
  const cases: [PayResult<unknown>, string | null][] = [
    [no("ORDERNOTEXIST"), null],
    [no("SIGNERROR"), "signature_refused"],
    [unknown("unverified", "SIGNERROR"), "signature_refused"],
    [unknown("unverified"), "reply_unverified"],
    [unknown("unverified", "ORDERNOTEXIST"), "reply_unverified"],
    [no("NOAUTH"), "refused"],
    [unknown("timeout"), "no_answer"],
    [unknown("busy"), "no_answer"],
  ];
  for (const [result, problem] of cases) {
    assert.equal(outcomeOfPaying(result, "reply_unverified").problem, problem);
  }
});

Deno.test("without a public key the certificates prove the APIv3 key, or say that there are none", () => {
  const cases: [PayResult<unknown>, string | null][] = [
    [{ kind: "ok", value: [], request_id: "" }, null],
    [no("RESOURCENOTEXISTS"), "certificates_unavailable"],
    [unknown("unverified", "RESOURCENOTEXISTS"), "certificates_unavailable"],
    [unknown("unverified"), "v3_key_wrong"],
    [unknown("unverified", "SIGNERROR"), "signature_refused"],
    [unknown("malformed_reply"), "v3_key_wrong"],
  ];
  for (const [result, problem] of cases) {
    assert.equal(outcomeOfPaying(result, "v3_key_wrong").problem, problem);
  }
});

Deno.test("the first page is good when the shop is open and every product on it has a picture", () => {
  const home = (is_open: boolean, pictures: (string | null)[]) =>
    ({
      shop: { is_open },
      blocks: [
        { kind: "shop" },
        { kind: "nav", items: [{ image_url: null }] }, // a category without a picture is as usual
        { kind: "products", products: pictures.map((image_url) => ({ image_url })) },
      ],
    }) as unknown as ShownPage;
  const cases: [ShownPage, string | null][] = [
    [home(true, ["/tea.webp"]), null],
    [home(false, ["/tea.webp"]), "shop_closed"],
    [home(true, []), "home_empty"],
    [home(true, ["/tea.webp", null]), "home_without_picture"],
  ];
  for (const [one, problem] of cases) assert.equal(outcomeOfHome(one).problem, problem);
});

Deno.test("of the first page's pictures 24 are looked at, each once, and none outside the mall's storage", () => {
  const base = "https://mall.example";
  const pictures = Array.from({ length: 30 }, (_, n) => `${base}/storage/${n}.webp`);
  const others = [
    ...[null, "http://[", "https://other.example/storage/1.webp"],
    ...[`${base}/storage/../auth/v1/user`, `${base}/storage/%2e%2e/rest/v1/`],
  ];
  const home = (shown: (string | null)[]) =>
    ({
      shop: { logo_url: pictures[0] },
      blocks: [{ kind: "products", products: shown.map((image_url) => ({ image_url })) }],
    }) as unknown as ShownPage;
  assert.deepEqual(picturesHere(home([...others, ...pictures]), base), pictures.slice(0, 24));
});
