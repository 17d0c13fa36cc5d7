import type { Bundle } from "../bundle.ts";
import { defineApp } from "../pages/app.ts";
import { report } from "./errors.ts";
import { hasModule, loadModule, setModules } from "./modules.ts";
import { global_space, mainSpace } from "./space.ts";
import { asNode, type Caller, type Definition, type EngineNode, type Register } from "./types.ts";
import { checkSetData } from "./set_data.ts";
import { SelectorQuery } from "../wx/selector_query.ts";
import { tags } from "../tags/mod.ts";

type Globals = Record<"Page" | "Component" | "Behavior" | "App", unknown>;
const globals = globalThis as unknown as Globals;

/** Runs every file of the program that registers something: app.js first, as on a phone. */
export function registerProgram(bundle: Bundle): void {
  setModules(bundle.modules);
  const space = mainSpace();
  for (const [tag, definition] of tags) {
    space.getComponentSpace().setGlobalUsingComponent(tag, definition);
  }
  watchComponents();

  for (const { path, json, scope } of bundle.components) {
    space.addComponentStaticConfig(path, json as never);
    space.addCompiledTemplate(path, {
      groupList: bundle.templates,
      content: bundle.templates[path],
      fallbackListenerOnNativeNode: true, // so that bind:tap works on plain tags
    } as never);
    space.addStyleSheet(path, undefined, scope);
  }

  globals.App = defineApp;
  const behaviors = namedBehaviors();
  if (hasModule("app")) runIn("app", behaviors);
  for (const { path } of bundle.components) {
    try {
      runIn(path, behaviors);
    } catch (error) {
      report(error);
    }
  }
}

/** Runs a file while the three functions stand for its path: they are globals for modules it shares, too. */
function runIn(path: string, behaviors: Record<string, unknown>): void {
  const mended = (definition: Definition): Definition => {
    const named = definition.behaviors as unknown[] | undefined;
    if (!Array.isArray(named)) return definition;
    const found = named.map((one) => typeof one === "string" ? behaviors[one] : one);
    return { ...definition, behaviors: found.filter(Boolean) };
  };
  mainSpace().componentEnv(path, (env) => {
    const { Page, Component, Behavior } = env as unknown as Record<string, Register> & {
      Behavior: Register & { trait: unknown };
    };
    const wrap = (register: Register) => (definition?: Definition) =>
      definition ? register(mended(definition)) : register();
    const before = { Page: globals.Page, Component: globals.Component, Behavior: globals.Behavior };
    globals.Page = wrap(Page!);
    globals.Component = wrap(Component!);
    globals.Behavior = Object.assign(wrap(Behavior), { trait: Behavior.trait });
    try {
      loadModule(path);
    } finally {
      Object.assign(globals, before);
    }
  });
}

/** The adapter takes behaviors as objects only; WeChat's own have names. */
function namedBehaviors(): Record<string, unknown> {
  const empty = () => mainSpace().behavior().register();
  return {
    "wx://form-field": mainSpace().behavior()
      .definition({ properties: { name: String, value: null } } as never).register(),
    "wx://form-field-group": empty(),
    "wx://form-field-button": empty(),
    "wx://component-export": empty(),
  };
}

/**
 * What every component gets: `ready` one turn after `attached`, since the engine never calls it, a setData that
 * warns, and selector queries that know canvases and the page's scroll.
 */
function watchComponents(): void {
  let waiting: EngineNode[] = [];
  const flush = () => {
    const nodes = waiting;
    waiting = [];
    for (const node of nodes) node.triggerLifetime("ready", []);
  };
  const behavior = global_space.define("phone:every").init((context) => {
    const caller = context.self as unknown as Caller;
    context.lifetime("created", () => {
      checkSetData(caller);
      caller.createSelectorQuery = () => new SelectorQuery(caller);
    });
    context.lifetime("attached", () => {
      if (waiting.length === 0) setTimeout(flush);
      waiting.push(asNode(caller));
    });
  }).registerBehavior();
  mainSpace().setOverallBehavior(behavior as never);
}
