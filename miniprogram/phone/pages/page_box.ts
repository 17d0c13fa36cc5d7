import type { ComponentConfig } from "../bundle.ts";
import { screenElement } from "../ui/screen.ts";
import { capsule } from "../ui/capsule.ts";
import { isTab } from "./routes.ts";
import { drawTabBar } from "./tab_bar.ts";

/** The frame of a page: navigation bar, view and, for tabs, the tab bar. */
export class PageBox {
  readonly element = document.createElement("section");
  readonly view = part("div", "mp-view");
  readonly scroller = part("div", "mp-scroll");
  readonly #title = part("span", "mp-title");
  readonly #navigation = part("header", "mp-nav");
  readonly #sizes = new ResizeObserver(() => this.#measure());

  constructor(path: string, config: ComponentConfig, left: "back" | "home" | null, actions: {
    back(): void;
    home(): void;
    tab(path: string): void;
  }) {
    this.element.className = "mp-page";
    this.element.dataset.route = path;
    this.view.append(this.scroller);
    this.scroller.tabIndex = 0; // what scrolls can be reached by keyboard
    this.scroller.style.backgroundColor = config.backgroundColor ?? "";
    this.#title.setAttribute("role", "heading");
    this.#title.setAttribute("aria-level", "1");

    const custom = config.navigationStyle === "custom";
    this.#navigation.classList.toggle("custom", custom);
    if (!custom) {
      this.setColors(config.navigationBarTextStyle ?? "white", config.navigationBarBackgroundColor);
      if (left) this.#navigation.append(leftButton(left, actions[left]));
      this.#navigation.append(this.#title);
      this.setTitle(config.navigationBarTitleText ?? "");
    }
    this.#navigation.append(capsule());
    this.element.append(this.#navigation, this.view);
    if (isTab(path)) this.element.append(drawTabBar(path, actions.tab));
    screenElement().append(this.element);
    this.#sizes.observe(this.view);
    this.#measure();
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
  }

  setColors(front: string, back?: string): void {
    const dark = front === "black" || front === "#000000";
    this.#navigation.style.color = dark ? "#000" : "#fff";
    this.#navigation.dataset.text = dark ? "black" : "white";
    if (back) this.#navigation.style.backgroundColor = back;
  }

  remove(): void {
    this.#sizes.disconnect();
    this.element.remove();
  }

  #measure(): void {
    const { clientHeight } = this.view;
    if (clientHeight) this.view.style.setProperty("--vh", `${clientHeight / 100}px`);
  }
}

function leftButton(kind: "back" | "home", act: () => void): HTMLElement {
  const button = part("button", `mp-${kind}`);
  button.setAttribute("aria-label", kind === "back" ? "返回" : "返回首页");
  button.addEventListener("click", act);
  return button;
}

function part(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
