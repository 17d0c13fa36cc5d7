import { dirname, join } from "node:path/posix";
import postcss from "postcss";
import type { Root } from "postcss";
import selectorParser from "postcss-selector-parser";
import type { Root as Selectors } from "postcss-selector-parser";
import type { BundledComponent } from "../../phone/bundle.ts";
import { toCssUnits } from "../../phone/engine/units.ts";
import { textOf } from "../files.ts";
import type { Files } from "../files.ts";
import { iconUsedBy } from "./icons.ts";

export interface Sheet {
  css: string;
  /** TDesign's icons that its rules draw. */
  icons: Set<string>;
  /** Files that are named and not there. */
  missing: string[];
}

/**
 * One sheet of all wxss: the app's, the components', the pages'. Components whose styles are isolated get a scope,
 * noted in them, and their classes its prefix; a page's rules hold within that page.
 */
export function styleSheet(components: BundledComponent[], files: Files): Sheet {
  const sheet: Sheet = { css: "", icons: new Set(), missing: [] };
  const add = (path: string, component?: BundledComponent) => {
    if (!files.has(path)) return;
    const root = postcss.parse(inlined(path, files, sheet.missing), { from: path });
    dropRemoteFonts(root);
    drawIcons(root, sheet.icons);
    root.walkDecls((declaration) => {
      declaration.value = toCssUnits(declaration.value);
    });
    scopeSelectors(root, component);
    sheet.css += `\n/* ${path} */\n${root.toString()}`;
  };

  add("app.wxss");
  for (const pages of [false, true]) {
    for (const component of components) {
      if (component.page !== pages) continue;
      if (isIsolated(component)) component.scope = `s${components.indexOf(component).toString(36)}`;
      add(`${component.path}.wxss`, component);
    }
  }
  return sheet;
}

function isIsolated({ page, json }: BundledComponent): boolean {
  const isolation = json.styleIsolation ??
    (page ? "shared" : json.addGlobalClass ? "apply-shared" : "isolated");
  return isolation === "isolated" || isolation === "apply-shared";
}

/** A file with what it imports in the place of the imports. */
function inlined(path: string, files: Files, missing: string[], seen = new Set<string>()): string {
  if (seen.has(path)) return "";
  seen.add(path);
  const text = textOf(files, path);
  if (text === undefined) {
    missing.push(`there is no ${path}`);
    return "";
  }
  return text.replace(
    /@import\s*(?:url\()?["']([^"']+)["']\)?\s*;?/g,
    (_, target: string) =>
      inlined(
        target.startsWith("/") ? target.slice(1) : join(dirname(path), target),
        files,
        missing,
        seen,
      ),
  );
}

/** The phone works without the network: what a font from far away draws is drawn otherwise. */
function dropRemoteFonts(root: Root): void {
  root.walkAtRules("font-face", (rule) => {
    if (/url\(['"]?(https?:)?\/\//.test(rule.toString())) rule.remove();
  });
}

/** TDesign's icons are letters of such a font: here each is a picture that masks the text colour. */
function drawIcons(root: Root, icons: Set<string>): void {
  root.walkRules(/^\.?t-icon-[\w-]+:{1,2}before$/, (rule) => {
    const icon = iconUsedBy(rule.selector);
    if (!icon) return void rule.remove();
    icons.add(icon);
    rule.removeAll();
    rule.append(
      "content:'';display:inline-block;width:1em;height:1em;vertical-align:top;background:currentColor;" +
        `-webkit-mask:url(icons/${icon}.svg) center/contain no-repeat`,
    );
  });
}

function scopeSelectors(root: Root, component?: BundledComponent): void {
  const processor = selectorParser((selectors) => {
    if (component) markHost(selectors, component);
    if (component?.scope) {
      const { scope } = component;
      selectors.walkClasses((node) => {
        node.value = `${scope}--${node.value}`;
      });
    } else if (component?.page) keepWithinPage(selectors, component.path);
  });
  root.walkRules((rule) => {
    const parent = rule.parent;
    if (parent?.type === "atrule" && "name" in parent && /keyframes$/.test(parent.name)) return;
    rule.selector = processor.processSync(rule.selector);
  });
}

function markHost(selectors: Selectors, { scope = "" }: BundledComponent): void {
  selectors.walkPseudos((node) => {
    if (node.value !== ":host") return;
    node.replaceWith(
      selectorParser.attribute({
        attribute: "wx-host",
        operator: "=",
        value: scope,
        quoteMark: '"',
        raws: {},
      }),
    );
  });
}

/** All pages share one document; `:where` adds no weight to a page's rules. */
function keepWithinPage(selectors: Selectors, path: string): void {
  const within = `:where([wx-page="${path}"])`;
  selectors.each((selector) => {
    const first = selector.first;
    if (first?.type === "tag" && first.value === "page") {
      selector.insertAfter(first, selectorParser.pseudo({ value: within }));
    } else {
      selector.prepend(selectorParser.pseudo({ value: `${within} ` }));
    }
  });
}
