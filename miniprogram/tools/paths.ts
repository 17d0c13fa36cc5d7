import { fromFileUrl } from "./files.ts";

/** The miniprogram folder. */
export const ROOT = fromFileUrl(new URL("..", import.meta.url)).replace(/\/$/, "");
/** What is written by hand. */
export const SOURCE = `${ROOT}/src`;
/** What both sides of a request agree on. */
export const CONTRACTS = `${ROOT.slice(0, ROOT.lastIndexOf("/"))}/functions/contracts`;
/** What WeChat gets. */
export const PACKAGE = `${ROOT}/dist`;
/** The phone's runtime, and what a browser gets. */
export const PHONE = `${ROOT}/phone`;
export const PHONE_PAGE = `${PHONE}/dist`;
export const NODE_MODULES = `${ROOT}/node_modules`;
