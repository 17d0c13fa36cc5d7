import { asNode, type Caller, type EngineNode } from "../engine/types.ts";
import { frontPage } from "../pages/open_pages.ts";
import { rectOnPage, screenSize } from "../ui/screen.ts";

interface Fields {
  id?: boolean;
  dataset?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  node?: boolean;
  context?: boolean;
  properties?: string[];
  computedStyle?: string[];
}
type Found = Record<string, unknown>;
type Callback = (found: Found | Found[] | null) => void;

interface Question {
  component: Caller;
  /** Null asks about the viewport. */
  selector: string | null;
  single: boolean;
  fields: Fields;
  callback?: Callback | undefined;
}

/** wx.createSelectorQuery: what is where on the page. Answers after the view has been drawn. */
export class SelectorQuery {
  readonly #questions: Question[] = [];

  constructor(private component: Caller) {}

  in(component: Caller): this {
    this.component = component;
    return this;
  }

  select = (selector: string) => this.#asking(selector, true);
  selectAll = (selector: string) => this.#asking(selector, false);
  selectViewport = () => this.#asking(null, true);

  #asking(selector: string | null, single: boolean) {
    const { component } = this;
    const ask = (fields: Fields, callback?: Callback): this => {
      this.#questions.push({ component, selector, single, fields, callback });
      return this;
    };
    const whole = { id: true, dataset: true };
    return {
      fields: ask,
      boundingClientRect: (done?: Callback) => ask({ ...whole, rect: true, size: true }, done),
      scrollOffset: (done?: Callback) => ask({ ...whole, scrollOffset: true }, done),
      node: (done?: Callback) => ask({ node: true }, done),
      context: (done?: Callback) => ask({ context: true }, done),
    };
  }

  exec(done?: (found: (Found | Found[] | null)[]) => void): this {
    const questions = this.#questions.splice(0);
    requestAnimationFrame(() => {
      const answers = questions.map(answer);
      questions.forEach(({ callback }, i) => callback?.(answers[i]!));
      done?.(answers);
    });
    return this;
  }
}

function answer({ component, selector, single, fields }: Question): Found | Found[] | null {
  if (selector === null) return viewport(fields);
  const root = asNode(component).getShadowRoot?.();
  if (!root) return single ? null : [];
  if (!single) return [...root.querySelectorAll(selector)].map((node) => facts(node, fields));
  const node = root.querySelector(selector);
  return node ? facts(node, fields) : null;
}

function facts(node: EngineNode, fields: Fields): Found {
  const element = elementOf(node);
  const { left, top, right, bottom, width, height } = element ? rectOnPage(element) : new DOMRect();
  return {
    ...fields.id && { id: (node as { id?: string }).id },
    ...fields.dataset && { dataset: node.dataset ?? {} },
    ...fields.rect && { left, top, right, bottom },
    ...fields.size && { width, height },
    ...fields.scrollOffset && element && scrollOf(element),
    ...(fields.node || fields.context) && { node: element, context: element },
    ...Object.fromEntries((fields.properties ?? []).map((name) => [name, node.data?.[name]])),
    ...element && fields.computedStyle && stylesOf(element, fields.computedStyle),
  };
}

/** None for a component with virtualHost, which has no element of its own. */
function elementOf(node: EngineNode): HTMLElement | null {
  const element = node.getBackendElement?.() ?? null;
  return element instanceof HTMLElement ? element : null;
}

function viewport(fields: Fields): Found {
  const { width, height } = screenSize();
  return {
    ...fields.id && { id: "" },
    ...fields.dataset && { dataset: {} },
    ...fields.rect && { left: 0, top: 0, right: width, bottom: height },
    ...fields.size && { width, height },
    ...fields.scrollOffset && scrollOf(frontPage()!.scroller),
  };
}

function scrollOf({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element): Found {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

function stylesOf(element: Element, names: string[]): Found {
  const style = getComputedStyle(element);
  return Object.fromEntries(names.map((name) => [name, style[name as keyof CSSStyleDeclaration]]));
}
