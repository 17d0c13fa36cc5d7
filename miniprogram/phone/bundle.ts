/**
 * What the web build (tools/web_build.ts) hands to the phone's runtime (main.ts).
 *
 * phone/dist holds index.html (made of phone/index.html), and below assets/, each named by its content and with a gzipped
 * twin: app.css (the mini program's styles), bundle.js (sets `globalThis.__mpBundle`), phone.js and phone.css (main.ts
 * bundled, with the CSS that it imports), the mini program's pictures, icons/<name>.svg and fonts/fonts.css. The page
 * loads bundle.js before phone.js.
 * Lengths in app.css are rewritten by the phone's own `toCssUnits`, as those in styles at run time are.
 *
 * The phone's screen is narrower than the window, so app.css measures with what the runtime sets on the screen:
 * `Nrpx` → `calc(var(--rpx) * N)`, `Nvw` → `calc(var(--vw) * N)`, `Nvh` → `calc(var(--vh) * N)`,
 * `env(safe-area-inset-bottom)` → `var(--safe-bottom)`.
 *
 * What the phone can do is known from wx/mod.ts: it exports `wx`, an object whose type names each member (no index
 * signature), and tools/check.ts finds every `wx.` name in the package that is not among them.
 */
export interface Bundle {
  /** app.json as it is. */
  app: AppConfig;
  /** Every page's path, those of the main package first. */
  pages: string[];
  components: BundledComponent[];
  /** The templates as the glass-easel compiler made them, by path. */
  templates: Record<string, unknown>;
  /** What each picture of the package is called in phone/dist, by path. */
  pictures: Record<string, string>;
  /** Every JavaScript file as a CommonJS module, by path without ".js". */
  modules: Record<string, BundledModule>;
}

export type BundledModule = (
  require: (specifier: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

/** A page or a component. */
export interface BundledComponent {
  path: string;
  page: boolean;
  /** Its json; usingComponents are absolute paths, and what does not exist has been left out. */
  json: ComponentConfig;
  /** Prefix of its classes in app.css, where its styles are isolated: for `addStyleSheet(path, undefined, scope)`. */
  scope?: string;
}

/** What a page says of its frame, and app.json of all pages that don't say it. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: "black" | "white";
  navigationStyle?: "default" | "custom";
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
}

export interface ComponentConfig extends WindowConfig {
  component?: true;
  usingComponents: Record<string, string>;
  componentGenerics?: Record<string, true | { default: string }>;
  componentPlaceholder?: Record<string, string>;
  styleIsolation?: string;
  addGlobalClass?: boolean;
}

export interface AppConfig {
  pages: string[];
  subPackages?: SubPackage[];
  window?: WindowConfig;
  tabBar?: TabBar;
  usingComponents?: Record<string, string>;
  [key: string]: unknown;
}

export interface SubPackage {
  root: string;
  name?: string;
  pages: string[];
}

export interface TabBar {
  color: string;
  selectedColor: string;
  backgroundColor?: string;
  borderStyle?: "black" | "white";
  custom?: boolean;
  list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[];
}

/**
 * Names that the compiled templates and wxs modules expect on `globalThis`. The runtime defines them before it starts.
 */
export interface WxsGlobals {
  getRegExp(pattern: string, flags?: string): RegExp;
  getDate(...parts: unknown[]): Date;
  /** `value.constructor` in wxs: the name of its kind, such as "Array". */
  __wxsCtor(value: unknown): string | undefined;
  /** Wraps a `change:` handler of wxs so that it gets component descriptors. */
  __wxsProp(listener: (...rest: unknown[]) => unknown): unknown;
  /** Calls an event handler of wxs with component descriptors. */
  __wxsEvent(host: unknown, event: unknown, listener: (...rest: unknown[]) => unknown): unknown;
}
