import { openShared } from "../arrival.ts";
import { onSharedMemory, type Shared, shared_memory } from "../device.ts";
import { text } from "../ui/modal.ts";
import { action, pair, panel } from "./panel.ts";
import { peopleSelect, personLabel, strangerOr } from "./people.ts";

/** What was handed on last, to be opened as somebody else. */
export function sharedPanel(): HTMLElement {
  const shown = document.createElement("div");
  shown.className = "shared";
  const who = peopleSelect("以谁的身份打开", "一个陌生人");
  const open = action("打开", async () => {
    const shared = shared_memory.get<Shared>("share");
    if (!shared) return;
    openShared(shared, { ...shared.by, openid: await strangerOr(who.value) });
  }, "primary");

  const draw = () => {
    const shared = shared_memory.get<Shared>("share");
    open.disabled = !shared;
    who.disabled = !shared;
    shown.replaceChildren(
      ...shared ? card(shared) : [text("p", "还没有人分享。在手机右上角的菜单里转发试试", "note")],
    );
  };
  draw();
  onSharedMemory((name) => name === "share" && draw());
  return panel("刚才的分享", shown, pair(who, open));
}

const places: Record<Shared["kind"], string> = {
  friend: "发给了朋友",
  moments: "发到了朋友圈",
  words: "复制了带链接的文案",
};

function card({ kind, title, by, path }: Shared): HTMLElement[] {
  const line = text("p", title, "title");
  line.title = path;
  return [line, text("p", `${personLabel(by)} ${places[kind]}`, "note")];
}
