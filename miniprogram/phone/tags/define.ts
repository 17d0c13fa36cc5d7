import { global_space } from "../engine/space.ts";
import type { EngineEvent, EngineNode, EventSpread } from "../engine/types.ts";

/** A built-in tag in use: its attributes, its element, and what it says to the program. */
export class Tag {
  /** What a form reads from it on submit; tags with a value set this. */
  value?: () => unknown;
  /** What a form does to it on reset. */
  reset?: () => void;

  constructor(readonly node: EngineNode) {}

  get element(): HTMLElement {
    return this.node.getBackendElement!()!;
  }

  attribute<T>(name: string): T {
    return this.node.data[name] as T;
  }

  set(changes: Record<string, unknown>): void {
    this.node.setData(changes);
  }

  say(event: string, detail: unknown = {}, spread?: EventSpread): void {
    this.node.triggerEvent(event, detail, spread);
  }

  on(event: string, listener: (event: EngineEvent) => void): void {
    this.node.addListener(event, listener);
  }
}

export interface TagDefinition {
  /** Attributes: a type, a default of that type, or null for any. */
  attributes: Record<string, StringConstructor | BooleanConstructor | string | number | null>;
  /** What to do when an attribute has a value, at first and whenever it changes. */
  changed?: Record<string, (value: never, tag: Tag) => void>;
  created?(tag: Tag): void;
  attached?(tag: Tag): void;
  detached?(tag: Tag): void;
}

/** Which tag an element belongs to, for forms and labels. */
export const tag_of = new WeakMap<Element, Tag>();

/** Makes an engine component of a built-in tag. */
export function defineTag(name: string, definition: TagDefinition) {
  let builder = global_space.define(`wx:${name}`).options({
    multipleSlots: false,
    reflectToAttributes: false,
  });
  for (const [attribute, given] of Object.entries(definition.attributes)) {
    builder = builder.property(attribute, propertyOf(given) as never) as typeof builder;
  }
  builder = builder.init((context) => {
    const tag = new Tag(context.self as unknown as EngineNode);
    const changed = Object.entries(definition.changed ?? {});
    for (const [attribute, apply] of changed) {
      context.observer(attribute as never, (value: unknown) => {
        if (tag.node.getBackendElement!()) apply(value as never, tag);
      });
    }
    context.lifetime("created", () => {
      if (!tag.node.getBackendElement!()) return; // made by a program whose page is gone
      tag_of.set(tag.element, tag);
      definition.created?.(tag);
      for (const [attribute, apply] of changed) apply(tag.attribute(attribute), tag);
    });
    context.lifetime("attached", () => definition.attached?.(tag));
    context.lifetime("detached", () => definition.detached?.(tag));
  }) as unknown as typeof builder;
  return [name, builder.registerComponent()] as const;
}

function propertyOf(given: TagDefinition["attributes"][string]) {
  if (given === null) return null;
  if (typeof given === "string") return { type: String, value: given };
  if (typeof given === "number") return { type: Number, value: given };
  return { type: given };
}

/** Attributes that this phone takes and does nothing with. */
export const silent = (names: string): Record<string, null> =>
  Object.fromEntries(names.split(" ").map((name) => [name, null]));

/** Sets an attribute of the DOM, or takes it away when there is nothing to say. */
export function reflect(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === null || value === false || value === "") {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}
