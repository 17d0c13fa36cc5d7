import assert from "node:assert/strict";
import { saveToAlbum } from "./album.ts";

/** The phone's side: what it is shown, and what its user answers. */
function phone(confirm: boolean) {
  const shown: string[] = [];
  Object.assign(globalThis, {
    wx: {
      showModal: ({ content }: { content: string }) => {
        shown.push(content);
        return Promise.resolve({ confirm });
      },
      openSetting: () => {
        shown.push("settings");
        return Promise.resolve({});
      },
    },
  });
  return shown;
}

const failing = (errMsg: string) => () => Promise.reject({ errMsg });

Deno.test("what is saved says so, and a cancel asks nothing", async () => {
  const shown = phone(true);
  assert.equal(await saveToAlbum(() => Promise.resolve(), "海报"), "saved");
  const cancel = failing("saveImageToPhotosAlbum:fail cancel");
  assert.equal(await saveToAlbum(cancel, "海报"), "cancelled");
  assert.deepEqual(shown, []);
});

Deno.test("after a refusal it says why, and goes to the settings of who wants that", async () => {
  const denied = failing("saveImageToPhotosAlbum:fail auth deny");
  const shown = phone(true);
  assert.equal(await saveToAlbum(denied, "图片"), "refused");
  assert.deepEqual(shown, ["需要你允许使用相册，才能保存图片", "settings"]);
  const stays = phone(false);
  assert.equal(await saveToAlbum(denied, "图片"), "refused");
  assert.equal(stays.length, 1);
});

Deno.test("another failure is thrown", async () => {
  phone(true);
  await assert.rejects(saveToAlbum(failing("saveImageToPhotosAlbum:fail no space"), "图片"));
});
