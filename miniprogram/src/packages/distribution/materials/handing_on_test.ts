import assert from "node:assert/strict";
import { phone, refused } from "../../../services/fake_phone_test.ts";

const [handing] = await Promise.all(["./handing_on"].map((name) => import(name)));

const material = {
  ...{ id: "m1", title: "春茶", text: "一芽一叶。", pictures: ["https://p/a.webp"], video: null },
  ...{ campaign: null, product: null, edition: 1, out_at: "2026-04-01T00:00:00Z" },
  ...{ is_new: true, used: 2 },
};
const film = { ...material, pictures: [], video: { url: "https://p/a.mp4", poster_url: null } };
const share = { id: "s1", token: "abcdef1234", title: "春茶", link: "#小程序://青藤/春茶/x" };

/** The album of the phone: what lies in it, and whether it may be used. */
function album(refusal?: string) {
  const kept: string[] = [];
  const keep = (kind: string) => ({ filePath }: { filePath: string }) => {
    if (refusal) return Promise.reject({ errMsg: `${kind}:fail ${refusal}` });
    kept.push(`${kind} ${filePath}`);
    return Promise.resolve({});
  };
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    downloadFile: ({ url }: { url: string }) =>
      Promise.resolve({ statusCode: url.includes("gone") ? 404 : 200, tempFilePath: `tmp ${url}` }),
    saveImageToPhotosAlbum: keep("picture"),
    saveVideoToPhotosAlbum: keep("video"),
    showModal: () => Promise.resolve({ confirm: false }),
  });
  return kept;
}

const saved = (one: typeof material | typeof film) => handing.saveFiles(one, () => {});

Deno.test("words go out with the short link below them, or as they are where there is none", () => {
  assert.equal(handing.wordsOf(material, share), "一芽一叶。\n#小程序://青藤/春茶/x");
  assert.equal(handing.wordsOf(material, { ...share, link: null }), "一芽一叶。");
});

Deno.test("pictures go into the album one after the other, a video by its own way", async () => {
  const kept = album();
  const two = { ...material, pictures: ["https://p/a.webp", "https://p/b.webp"] };
  const steps: number[] = [];
  assert.equal(await handing.saveFiles(two, (done: number) => steps.push(done)), "saved");
  assert.deepEqual(steps, [0, 1]);
  assert.equal(await saved(film), "saved");
  assert.deepEqual(kept, [
    "picture tmp https://p/a.webp",
    "picture tmp https://p/b.webp",
    "video tmp https://p/a.mp4",
  ]);
  assert.equal(handing.savedWords(two), "2 张图片和专属海报已存");
  assert.equal(handing.savedWords(film), "视频和带专属码的海报已存");
});

Deno.test("a refusal or a cancel ends it, and a file that is gone is a failure", async () => {
  const two = { ...material, pictures: ["https://p/a.webp", "https://p/b.webp"] };
  const kept = album("auth deny");
  assert.equal(await saved(two), "refused");
  album("cancel");
  assert.equal(await saved(two), "cancelled");
  assert.deepEqual(kept, []);
  album();
  await assert.rejects(saved({ ...material, pictures: ["https://p/gone.webp"] }));
});

Deno.test("what was done is told under one key until it arrives, and troubles nobody when it cannot be", async () => {
  phone.begin("offline", { status: 201, data: { used: 3 } });
  assert.equal(await handing.count(material, "copied", share), 3);
  const told = phone.sent.filter(({ path }) => path.endsWith("/uses"));
  assert.equal(told.length, 2);
  assert.equal(new Set(told.map(({ key }) => key)).size, 1);
  assert.deepEqual(told[0]!.body, { kind: "copied", share: "s1" });
  phone.begin(refused(404, "MATERIAL_NOT_FOUND"));
  assert.equal(await handing.count(material, "copied", share), 3);
});

Deno.test("a poster shows the product, else the material's own picture, else the shop", () => {
  const shop = { name: "青藤优选", slogan: "好物", brand_color: null };
  const of = (one: object) => handing.posterOf({ ...material, ...one }, shop, "青禾", share);
  const product = { id: "p", title: "龙井", price_fen: 9800, price_max_fen: 9800, image_url: "i" };
  assert.deepEqual([of({ product }).title, of({ product }).picture], ["龙井", "i"]);
  assert.deepEqual([of({}).title, of({}).picture], ["春茶", "https://p/a.webp"]);
  assert.deepEqual([of({ pictures: [] }).title, of({ pictures: [] }).picture], ["", ""]);
  assert.match(of({}).code, /\/shares\/abcdef1234\/code$/);
});
