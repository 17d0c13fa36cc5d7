import assert from "node:assert/strict";
import { ErrorReply } from "@/contracts/errors.ts";
import { PictureUrl } from "@/contracts/values.ts";
import { ApiError } from "@/shared/errors.ts";
import { optionalEnv } from "@/shared/env.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { jsonBody, openDoor } from "./testing/door.ts";

const path = "/storage/v1/object/public/goods/tea.svg";
const avatars = "/functions/v1/api/shops/demo/avatars";

async function at<T>(public_url: string, work: () => Promise<T>): Promise<T> {
  const before = optionalEnv("MALL_PUBLIC_URL");
  setOwnEnv("MALL_PUBLIC_URL", public_url);
  try {
    return await work();
  } finally {
    setOwnEnv("MALL_PUBLIC_URL", before);
  }
}

Deno.test("pictures of our Storage are answered where we are today, others as they are", async () => {
  const kept = { images: [path, "https://cdn.example.com/a.png"], note: `see "${path}"` };
  for (const url of ["http://127.0.0.1:54321", "https://mall.example.com"]) {
    const door = await openDoor(() => kept); // a process stands at one address all its life
    const reply = await at(
      url,
      async () => await (await door.app.request("/api/shops/demo/home")).json(),
    );
    assert.deepEqual(reply.images, [`${url}${path}`, "https://cdn.example.com/a.png"]);
  }
});

Deno.test("a refusal that shows pictures has their addresses too", async () => {
  const door = await openDoor(() => {
    throw new ApiError("OUT_OF_STOCK", { quote: { lines: [{ image_url: path }] } });
  });
  const reply = await at(
    "https://mall.example.com",
    async () => await (await door.app.request("/api/shops/demo/home")).json(),
  );
  assert.equal(reply.error.code, "OUT_OF_STOCK");
  assert.equal(reply.error.details.quote.lines[0].image_url, `https://mall.example.com${path}`);
});

Deno.test("a picture's address is kept as its path", async () => {
  const door = await openDoor();
  door.services.tokens.verify = () =>
    Promise.resolve({ role: "authenticated", sub: crypto.randomUUID() });
  const staff = { authorization: "Bearer staff", "idempotency-key": "tap-00000001" };
  const theme = { logo_url: `https://mall.example.com${path}` };
  const body = jsonBody("PUT", { theme, reason: "换店标" }, staff);
  await at("https://mall.example.com/", async () => {
    assert.equal((await door.app.request("/api/shops/demo/staff/theme", body)).status, 200);
  });
  assert.deepEqual(door.calls[0]!.args.theme, { logo_url: path });
});

Deno.test("a member's picture is answered as the bytes that it is, and its address as a whole one", async () => {
  const kept = { type: "image/png", picture: "iVBORw0KGgo=", avatar_url: `${avatars}/1` };
  const door = await openDoor(() => kept);
  const picture = await door.app.request(`/api/shops/demo/avatars/${crypto.randomUUID()}`);
  assert.equal(picture.headers.get("content-type"), "image/png");
  assert.match(picture.headers.get("cache-control")!, /^private,/);
  assert.equal(new Uint8Array(await picture.arrayBuffer()).toBase64(), kept.picture);
  const me = new Request("http://localhost/api/shops/demo/me", {
    headers: await door.member(),
  });
  const reply = await at("https://mall.example.com", async () => await door.app.request(me));
  assert.equal((await reply.json()).avatar_url, `https://mall.example.com${avatars}/1`);
});

Deno.test("what is no picture is refused as a member's picture, by how its bytes begin", async () => {
  const door = await openDoor();
  const member = await door.member();
  const save = (avatar: string) =>
    door.app.request("/api/shops/demo/me", jsonBody("PUT", { avatar }, member));
  const large = new Uint8Array(150 * 1024 + 3);
  large.set([0xff, 0xd8, 0xff]);
  const svg = btoa("<svg onload='alert(1)'/>");
  for (const wrong of ["https://p/1.png", svg, large.toBase64(), "/9j/"]) {
    const { error } = ErrorReply.parse(await (await save(wrong)).json());
    assert.equal(error.details!.field, "avatar", wrong.slice(0, 20));
  }
  for (const good of ["", large.slice(0, -3).toBase64()]) {
    assert.equal((await save(good)).status, 200);
  }
});

Deno.test("a picture is an address of the web or a path of our Storage", () => {
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "wxfile://a"]) {
    assert.equal(PictureUrl.safeParse(wrong).success, false, wrong);
  }
  for (const good of [path, "https://thirdwx.qlogo.cn/mmopen/1/132"]) {
    assert.equal(PictureUrl.safeParse(good).success, true, good);
  }
});
