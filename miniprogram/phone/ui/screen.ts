/** The phone's screen in the browser window. */
let screen_element: HTMLElement;

export function mountScreen(): HTMLElement {
  screen_element = document.getElementById("mp")!;
  new ResizeObserver(measure).observe(screen_element);
  measure();
  return screen_element;
}

export const screenElement = () => screen_element;

/** The box that the front page's content lies in, without its bars. */
const view = () =>
  screen_element.querySelector<HTMLElement>(".mp-page.on .mp-view") ?? screen_element;

/** The corner from which a program counts. */
export function screenOrigin(): { left: number; top: number } {
  const { left, top } = view().getBoundingClientRect();
  return { left, top };
}

/** Where an element is, counted from the corner of the page. */
export function rectOnPage(element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  const { left, top } = screenOrigin();
  return new DOMRect(x - left, y - top, width, height);
}

export function screenSize() {
  const { clientWidth: width, clientHeight: height } = view();
  return { width, height };
}

/** In the frame the phone draws its own status bar and home bar; a real one does it itself. */
export function screenInsets(): { top: number; bottom: number } {
  const style = getComputedStyle(screen_element);
  const px = (name: string) => parseFloat(style.getPropertyValue(name)) || 0;
  return { top: px("--status-height"), bottom: px("--safe-bottom") };
}

function measure(): void {
  const { clientWidth } = screen_element;
  screen_element.style.setProperty("--rpx", `${clientWidth / 750}px`);
  screen_element.style.setProperty("--vw", `${clientWidth / 100}px`);
}

/** An element drawn over everything on the screen. */
export function overlay(class_name: string, html = ""): HTMLElement {
  const element = document.createElement("div");
  element.className = class_name;
  element.innerHTML = html;
  screen_element.append(element);
  return element;
}

/** What opened on top is where the keyboard goes, without a ring around it. */
export function takeFocus(element: HTMLElement): void {
  element.tabIndex = -1;
  element.style.outline = "none";
  element.focus({ preventScroll: true });
}
