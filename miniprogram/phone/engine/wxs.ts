import type { WxsGlobals } from "../bundle.ts";
import { rectOnPage } from "../ui/screen.ts";
import { asNode, type EngineNode } from "./types.ts";
import { toCssUnits } from "./units.ts";

/** What handlers in wxs get instead of elements. */
type Descriptor = Record<string, unknown>;
const descriptors = new WeakMap<EngineNode, Descriptor>();

function descriptorOf(given: unknown): Descriptor | null {
  if (!given) return null;
  const node = asNode(given);
  const known = descriptors.get(node);
  if (known) return known;
  const made = describe(node);
  descriptors.set(node, made);
  return made;
}

function describe(node: EngineNode): Descriptor {
  const element = () => node.getBackendElement?.() ?? null;
  const state = {};
  const descriptor: Descriptor = {
    selectComponent: (selector: string) =>
      descriptorOf(node.getShadowRoot?.().querySelector(selector)),
    selectAllComponents: (selector: string) =>
      (node.getShadowRoot?.().querySelectorAll(selector) ?? []).map(descriptorOf),
    setStyle(style: string | Record<string, unknown>) {
      for (const [name, value] of styleEntries(style)) {
        const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        element()?.style.setProperty(property, toCssUnits(value));
      }
      return descriptor;
    },
    addClass(...names: string[]) {
      element()?.classList.add(...names);
      return descriptor;
    },
    removeClass(...names: string[]) {
      element()?.classList.remove(...names);
      return descriptor;
    },
    hasClass: (name: string) => element()?.classList.contains(name) ?? false,
    getDataset: () => node.dataset ?? {},
    getState: () => state,
    callMethod(name: string, argument: unknown) {
      (node.getMethodCaller?.()?.[name] as ((argument: unknown) => void) | undefined)?.(argument);
    },
    triggerEvent: (name: string, detail: unknown) => node.triggerEvent(name, detail),
    requestAnimationFrame: (work: FrameRequestCallback) => requestAnimationFrame(work),
    setTimeout: (work: () => void, ms: number) => setTimeout(work, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
    getBoundingClientRect: () => element() && rectOnPage(element()!),
    getComputedStyle(names: string[]) {
      const style = getComputedStyle(element()!);
      return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
    },
  };
  return descriptor;
}

function styleEntries(style: string | Record<string, unknown>): [string, unknown][] {
  if (typeof style !== "string") return Object.entries(style);
  return style.split(";").filter((line) => line.includes(":")).map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}

const globals: WxsGlobals = {
  getRegExp: (pattern, flags) => new RegExp(pattern, flags),
  getDate: (...parts) => new (Date as unknown as new (...parts: unknown[]) => Date)(...parts),
  __wxsCtor: (value) =>
    value === undefined || value === null
      ? undefined
      : Object.prototype.toString.call(value).slice(8, -1),
  // On a phone the view runs these once the tree is there.
  __wxsProp: (listener) => (now: unknown, before: unknown, host: unknown, element: unknown) =>
    queueMicrotask(() => listener(now, before, descriptorOf(host), descriptorOf(element))),
  __wxsEvent(host, event, listener) {
    const shown = Object.create(event as object);
    shown.instance = descriptorOf((event as { currentTarget: unknown }).currentTarget);
    const caller = asNode(host).getMethodCaller?.() ?? host;
    return listener.call(caller, shown, descriptorOf(host));
  },
};

/** What the compiled templates and wxs modules expect. */
export function installWxs(): void {
  Object.assign(globalThis, globals);
}
