import { dirname, join } from "node:path/posix";
import type { AppConfig, BundledComponent } from "../phone/bundle.ts";
import { jsonOf } from "./files.ts";
import type { Files } from "./files.ts";

export interface ComponentTree {
  app: AppConfig;
  pages: string[];
  components: BundledComponent[];
  /** Components and pages that are named somewhere and don't exist. */
  missing: string[];
}

/** Every page of a package and every component that they use, found as WeChat finds them. */
export function componentTree(files: Files): ComponentTree {
  const app = jsonOf(files, "app.json") as AppConfig;
  const pages = [
    ...app.pages ?? [],
    ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => join(root, page))),
  ];
  const components = new Map<string, BundledComponent>();
  const missing: string[] = [];

  const find = (specifier: string, from: string): string | undefined => {
    const found = resolveComponent(specifier, from, files);
    if (found) visit(found, false);
    else missing.push(`${from}.json: there is no component ${specifier}`);
    return found && `/${found}`;
  };

  const visit = (path: string, page: boolean) => {
    if (components.has(path)) return;
    const { usingComponents: own = {}, component: _component, ...json } = jsonOf(
      files,
      `${path}.json`,
    );
    const component: BundledComponent = {
      path,
      page,
      json: { ...json, ...(page ? {} : { component: true }), usingComponents: {} },
    };
    components.set(path, component);
    const using: [string, unknown, string][] = [
      ...entries(app.usingComponents, "app"),
      ...entries(own, path),
    ];
    for (const [tag, specifier, from] of using) {
      const found = find(specifier as string, from);
      if (found) component.json.usingComponents[tag] = found;
    }
    for (const [name, generic] of Object.entries(component.json.componentGenerics ?? {})) {
      if (typeof generic !== "object") continue;
      const found = find(generic.default, path);
      component.json.componentGenerics = {
        ...component.json.componentGenerics,
        [name]: found ? { default: found } : true,
      };
    }
  };

  for (const page of pages) {
    if (files.has(`${page}.js`) && files.has(`${page}.wxml`)) visit(page, true);
    else missing.push(`app.json: there is no page ${page}`);
  }
  if (app.tabBar?.custom) visit("custom-tab-bar/index", false);
  return { app, pages, components: [...components.values()], missing };
}

const entries = (using: Record<string, string> | undefined, from: string) =>
  Object.entries(using ?? {}).map(([tag, specifier]): [string, string, string] => [
    tag,
    specifier,
    from,
  ]);

/** Absolute, else beside the one who asks, else in a miniprogram_npm on the way up. */
function resolveComponent(specifier: string, from: string, files: Files): string | undefined {
  const at = (base: string) =>
    [base, `${base}/index`].find((path) => files.has(`${path}.json`) && files.has(`${path}.js`));
  if (specifier.startsWith("/")) return at(specifier.slice(1));
  const beside = at(join(dirname(from), specifier));
  if (beside) return beside;
  for (let folder = dirname(from);; folder = dirname(folder)) {
    const found = at(join(folder, "miniprogram_npm", specifier));
    if (found || folder === ".") return found;
  }
}
