/** The parts of glass-easel that the phone touches, named once here: the engine's own types are far wider. */

/** A node of the component tree: a component, or a plain tag. */
export interface EngineNode {
  data: Record<string, unknown>;
  dataset?: Record<string, unknown> | null;
  triggerEvent(name: string, detail?: unknown, options?: EventSpread): void;
  addListener(name: string, listener: (event: EngineEvent) => void): void;
  setData(changes: Record<string, unknown>): void;
  getBackendElement?(): HTMLElement | null;
  getMethodCaller?(): Caller | null;
  getShadowRoot?(): {
    querySelector(s: string): EngineNode;
    querySelectorAll(s: string): EngineNode[];
  };
  classList?: { toggle(name: string, force?: boolean): void };
  triggerLifetime(name: string, parameters: unknown[]): void;
  triggerPageLifetime(name: string, parameters: unknown[]): void;
}

/** How far an event goes. */
export interface EventSpread {
  bubbles?: boolean;
  composed?: boolean;
}

export interface EngineEvent {
  type: string;
  detail: unknown;
  target: unknown;
  currentTarget: unknown;
  touches?: Touch[];
  changedTouches?: Touch[];
  stopPropagation(): void;
}

/** A touch as mini programs see it: measured from the corner of the page. */
export interface Touch {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

/** `this` of a page or component. */
export type Caller = Record<string, unknown> & {
  data: Record<string, unknown>;
  setData(changes: Record<string, unknown>, done?: () => void): void;
};

/** A DOM element that belongs to a node. */
export type NodeElement = HTMLElement & { __wxElement?: EngineNode };

/** What a page or component is made from. */
export type Definition = Record<string, unknown>;
export type Register = (definition?: Definition) => unknown;

/** The node behind what the engine or a program hands over. */
export function asNode(given: unknown): EngineNode {
  const inner = (given as { _$?: EngineNode })._$;
  return inner?.getBackendElement ? inner : given as EngineNode;
}
