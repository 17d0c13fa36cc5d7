import assert from "node:assert/strict";
import { ErrorReply } from "@/contracts/errors.ts";
import { ApiError } from "@/shared/errors.ts";
import { optionalEnv } from "@/shared/env.ts";
import { setOwnEnv } from "@/tests/support/own_env.ts";
import { jsonBody, openDoor } from "./testing/door.ts";

const path = "/storage/v1/object/public/goods/tea.svg";

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
  const avatar_url = `https://mall.example.com${path}`;
  const body = jsonBody("PUT", { avatar_url }, await door.member());
  await at("https://mall.example.com/", async () => {
    assert.equal((await door.app.request("/api/shops/demo/me", body)).status, 200);
  });
  assert.deepEqual(door.calls[0]!.args, { avatar_url: path });
});

Deno.test("a picture is an address of the web or a path of our Storage", async () => {
  const door = await openDoor();
  const member = await door.member();
  const save = (avatar_url: string) =>
    door.app.request("/api/shops/demo/me", jsonBody("PUT", { avatar_url }, member));
  for (const wrong of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "wxfile://a"]) {
    const { error } = ErrorReply.parse(await (await save(wrong)).json());
    assert.equal(error.details!.field, "avatar_url", wrong);
  }
  for (const good of ["", path, "https://thirdwx.qlogo.cn/mmopen/1/132"]) {
    assert.equal((await save(good)).status, 200, good);
  }
});
