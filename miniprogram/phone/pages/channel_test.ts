import assert from "node:assert/strict";
import { EventChannel } from "./channel.ts";

Deno.test("a message sent before the other page listens waits for it", () => {
  const { opener, opened } = EventChannel.pair();
  opener.emit("address", 1);
  const heard: unknown[] = [];
  opened.on("address", (value) => heard.push(value));
  opener.emit("address", 2);
  assert.deepEqual(heard, [1, 2]);
});

Deno.test("each page hears the other, never itself", () => {
  const heard: unknown[] = [];
  const { opener, opened } = EventChannel.pair({ chosen: (value) => heard.push(value) });
  opened.on("chosen", () => heard.push("itself"));
  opened.emit("chosen", "A");
  assert.deepEqual(heard, ["A"]);
  opener.off("chosen");
  opened.emit("chosen", "B");
  assert.deepEqual(heard, ["A"]);
});
