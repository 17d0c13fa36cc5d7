import * as engine from "glass-easel";
import { screenSize } from "../ui/screen.ts";
import { toCssUnits } from "./units.ts";

/** Where the engine draws: the DOM, with the lengths of WXSS. */
export class PhoneBackend extends engine.CurrentWindowBackendContext {
  override document = {
    createElement: (tag: string) => asBackend(createElement(tag)),
    createTextNode: (text: string) => asBackend(document.createTextNode(text)),
    createDocumentFragment: () => asBackend(document.createDocumentFragment()),
  };

  /** All events of the DOM come from events.ts, or from the built-in tags. */
  override setListenerStats(): void {}

  override getWindowWidth(): number {
    return screenSize().width;
  }

  override getWindowHeight(): number {
    return screenSize().height;
  }
}

type BackendElement = ReturnType<engine.CurrentWindowBackendContext["getRootNode"]>;
const asBackend = (node: Node) => node as unknown as BackendElement;

function createElement(tag: string): HTMLElement {
  const element = document.createElement(tag);
  const set = element.setAttribute.bind(element);
  element.setAttribute = (name, value) => {
    if (name === "style") set(name, toCssUnits(value));
    else if (name === "aria-role") setRole(element, value);
    else if (ARIA_STATES.has(name)) set(name, value === "" ? "true" : value);
    else if (name.startsWith("aria-") && value === "") element.removeAttribute(name);
    else set(name, value);
  };
  const remove = element.removeAttribute.bind(element);
  element.removeAttribute = (name) => ARIA_STATES.has(name) ? set(name, "false") : remove(name);
  return element;
}

/** Said as "true" or "false" to readers, where the engine sets an empty attribute or takes it away. */
const ARIA_STATES = new Set(["aria-checked", "aria-selected", "aria-expanded", "aria-hidden"]);

/** Roles that say something by themselves; others, such as `option`, only hold inside of a list of theirs. */
const ROLES = new Set(
  "alert alertdialog button checkbox dialog heading img link progressbar radio slider status switch"
    .split(" "),
);

/** WeChat's `aria-role`. */
function setRole(element: HTMLElement, role: string): void {
  if (ROLES.has(role)) element.setAttribute("role", role);
  else element.removeAttribute("role");
}
