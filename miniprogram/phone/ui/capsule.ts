import { leaveProgram } from "./background.ts";
import { openMenu } from "./menu.ts";
import { screenElement } from "./screen.ts";

/** WeChat's two buttons at the top right: the menu and the way out. */
export function capsule(): HTMLElement {
  const box = document.createElement("div");
  box.className = "mp-capsule";
  box.append(
    button("menu", "更多", "<i></i><i></i><i></i>", openMenu),
    button("exit", "关闭", "<i></i>", leaveProgram),
  );
  return box;
}

function button(name: string, label: string, html: string, act: () => void): HTMLElement {
  const element = document.createElement("button");
  element.className = name;
  element.setAttribute("aria-label", label);
  element.innerHTML = html;
  element.addEventListener("click", act);
  return element;
}

/** wx.getMenuButtonBoundingClientRect, counted from the corner of the screen. */
export function capsuleRect() {
  const screen = screenElement();
  const box = screen.querySelector(".mp-page.on .mp-capsule")!.getBoundingClientRect();
  const { left, top } = screen.getBoundingClientRect();
  const { width, height } = box;
  return {
    width,
    height,
    left: box.left - left,
    right: box.right - left,
    top: box.top - top,
    bottom: box.bottom - top,
  };
}
