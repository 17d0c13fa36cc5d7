import assert from "node:assert/strict";
import { pause, TestGateway } from "../testing.ts";

const mall = await TestGateway.start();
const anna = await mall.makeUser("anna@example.com");
await mall.makeUser("bert@example.com");

Deno.test.afterAll(() => mall.stop());

Deno.test("storage keeps objects under its policies", async (t) => {
  const { client } = await mall.signedIn("anna@example.com");
  const { client: other } = await mall.signedIn("bert@example.com");
  const open = client.storage.from("t-open");
  const closed = client.storage.from("t-closed");
  const picture = new Blob([new Uint8Array([137, 80, 78, 71])], { type: "image/png" });
  const path = `${anna}/cards/one.png`;

  await t.step("upload, public read, cache headers", async () => {
    const { data, error } = await open.upload(path, picture, { cacheControl: "60" });
    assert.equal(error, null);
    assert.equal(data?.fullPath, `t-open/${path}`);
    const url = open.getPublicUrl(path).data.publicUrl;
    const read = await fetch(url);
    assert.deepEqual(new Uint8Array(await read.arrayBuffer()), await picture.bytes());
    assert.equal(read.headers.get("content-type"), "image/png");
    assert.equal(read.headers.get("cache-control"), "public, max-age=60");
    const etag = read.headers.get("etag")!;
    const again = await fetch(url, { headers: { "if-none-match": etag } });
    assert.equal(again.status, 304);
  });
  await t.step("twice only with upsert", async () => {
    const twice = await open.upload(path, picture);
    assert.equal((twice.error as { statusCode?: string }).statusCode, "409");
    const raw = new Uint8Array([1, 2, 3]);
    const options = { upsert: true, contentType: "image/webp" };
    assert.equal((await open.upload(path, raw, options)).error, null);
    const { data } = await open.download(path);
    assert.deepEqual(await data!.bytes(), raw);
    assert.equal(data!.type, "image/webp");
    assert.equal(await storedFiles(), 1);
  });
  await t.step("another's folder is closed, to read and to write", async () => {
    const write = await other.storage.from("t-open").upload(`${anna}/x.png`, picture);
    assert.equal((write.error as { statusCode?: string }).statusCode, "403");
    const replace = await other.storage.from("t-open").upload(path, picture, { upsert: true });
    assert.equal((replace.error as { statusCode?: string }).statusCode, "403");
    const nobody = await mall.stranger().storage.from("t-open").upload("x.png", picture);
    assert.equal((nobody.error as { statusCode?: string }).statusCode, "403");
    assert.equal((await closed.upload(`${anna}/secret.txt`, "内容")).error, null);
    assert.equal(await (await closed.download(`${anna}/secret.txt`)).data?.text(), "内容");
    assert.notEqual(
      (await other.storage.from("t-closed").download(`${anna}/secret.txt`)).error,
      null,
    );
    const bypass = closed.getPublicUrl(`${anna}/secret.txt`).data.publicUrl;
    const read = await fetch(bypass);
    assert.equal(read.status, 400);
    await read.body?.cancel();
  });
  await t.step("a signed link reads one object, until it is late", async () => {
    const { data } = await closed.createSignedUrl(`${anna}/secret.txt`, 60);
    const read = await fetch(data!.signedUrl);
    assert.equal(await read.text(), "内容");
    assert.equal(read.headers.get("cache-control"), "private, max-age=3600");
    const elsewhere = await fetch(data!.signedUrl.replace("secret", "other"));
    assert.equal(elsewhere.status, 400);
    await elsewhere.body?.cancel();
    const short = await closed.createSignedUrl(`${anna}/secret.txt`, 1);
    await pause(1500);
    const late = await fetch(short.data!.signedUrl);
    assert.equal(late.status, 400);
    await late.body?.cancel();
    const foreign = await other.storage.from("t-closed").createSignedUrl(`${anna}/secret.txt`, 60);
    assert.notEqual(foreign.error, null);
  });
  await t.step("the bucket's limits, and names that would lead away", async () => {
    const large = await open.upload(`${anna}/big.png`, new Uint8Array(1001), {
      contentType: "image/png",
    });
    assert.equal((large.error as { statusCode?: string }).statusCode, "413");
    const script = await open.upload(`${anna}/page.html`, "<script>", { contentType: "text/html" });
    assert.equal((script.error as { statusCode?: string }).statusCode, "415");
    for (const name of ["a%2f..%2f..%2fkeys.json", "a%2f%2fb", `${anna}/文`]) {
      const response = await fetch(`${mall.url}/storage/v1/object/t-closed/${name}`, {
        method: "POST",
        headers: { apikey: mall.keys.secretKey },
        body: "x",
      });
      assert.equal((await response.json()).error, "InvalidKey");
    }
  });
  await t.step("only its owner removes an object, and its bytes go with it", async () => {
    const foreign = await other.storage.from("t-open").remove([path]);
    assert.deepEqual(foreign.data, []);
    const gone = await open.remove([path]);
    assert.equal(gone.data?.length, 1);
    assert.notEqual((await open.download(path)).error, null);
    const [row] = await mall.db.sql`select count(*)::int as objects from storage.objects`;
    assert.equal(await storedFiles(), row!["objects"]);
  });
  await t.step("what the product does not use is not offered", async () => {
    const { error } = await mall.server().storage.createBucket("t-new", { public: false });
    assert.equal(error?.message, "Not offered locally");
  });
});

async function storedFiles(): Promise<number> {
  let files = 0;
  for await (const { name } of Deno.readDir(`${mall.folder}/storage`)) {
    files += (await Array.fromAsync(Deno.readDir(`${mall.folder}/storage/${name}`))).length;
  }
  return files;
}
