import { onProgramError, report } from "../engine/errors.ts";
import type { Entry } from "./entry.ts";

type App = Record<string, unknown>;
let app: App = {};

type Visibility = (entry?: Entry) => void;
const shown = new Set<Visibility>();
const hidden = new Set<Visibility>();

/** `App({…})`. */
export function defineApp(definition: App): void {
  app = { ...definition };
  onProgramError((error) => callApp("onError", error));
}

export const getApp = () => app;

export function callApp(name: string, ...values: unknown[]): void {
  try {
    (app[name] as ((...values: unknown[]) => unknown) | undefined)?.call(app, ...values);
  } catch (error) {
    if (name === "onError") throw error;
    report(error);
  }
}

export function showApp(entry: Entry): void {
  callApp("onShow", entry);
  for (const listener of shown) listener(entry);
}

export function hideApp(): void {
  callApp("onHide");
  for (const listener of hidden) listener();
}

/** wx.onAppShow and the like. */
export const app_listeners = { shown, hidden };
