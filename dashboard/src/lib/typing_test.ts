import assert from "node:assert/strict";
import { inFakeTime } from "./testing/fake_time.ts";
import { Typing } from "./typing.ts";

Deno.test("what is typed is told once, at a pause", () =>
  inFakeTime(0, async (time) => {
    const told: string[] = [];
    const typing = new Typing((text) => told.push(text));
    for (const text of ["q", "qi", "qin "]) {
      typing.type(text);
      await time.pass(249);
    }
    assert.deepEqual(told, []);
    await time.pass(1);
    assert.deepEqual(told, ["qin"]);
    await time.pass(1000);
    assert.equal(told.length, 1);
  }));

Deno.test("the letters of a composition are not told, however long it takes; its characters are", () =>
  inFakeTime(0, async (time) => {
    const told: string[] = [];
    const typing = new Typing((text) => told.push(text));
    typing.type("小");
    typing.beginComposing();
    for (const text of ["小q", "小qing"]) {
      typing.type(text);
      await time.pass(5000);
    }
    assert.deepEqual(told, []);
    typing.type("小青");
    typing.endComposing();
    await time.pass(250);
    assert.deepEqual(told, ["小青"]);
  }));
