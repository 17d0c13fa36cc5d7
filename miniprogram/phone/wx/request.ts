import { crossNetwork } from "../network.ts";
import type { Callbacks } from "./api.ts";

interface RequestOptions extends Callbacks {
  url: string;
  method?: string;
  data?: unknown;
  header?: Record<string, string>;
  timeout?: number;
  dataType?: string;
  responseType?: "text" | "arraybuffer";
}

const TIMEOUT_MS = 60_000;

/** wx.request over fetch. Answers a task; a promise only in the typings of newer libraries, not in WeChat. */
export function request(options: RequestOptions) {
  const control = new AbortController();
  const timer = setTimeout(
    () => control.abort(new Error("timeout")),
    options.timeout ?? TIMEOUT_MS,
  );
  send(options, control.signal).then(
    (result) => {
      options.success?.(result);
      options.complete?.(result);
    },
    (error) => {
      const failure = { errMsg: `request:fail ${error.message}`, errno: 600001 };
      options.fail?.(failure);
      options.complete?.(failure);
    },
  ).finally(() => clearTimeout(timer));
  return {
    abort: () => control.abort(new Error("abort")),
    onHeadersReceived() {},
    offHeadersReceived() {},
    onChunkReceived() {},
    offChunkReceived() {},
  };
}

async function send(options: RequestOptions, signal: AbortSignal) {
  const method = (options.method ?? "GET").toUpperCase();
  const inUrl = method === "GET" || method === "DELETE";
  await crossNetwork(signal);
  const response = await fetch(inUrl ? withQuery(options.url, options.data) : options.url, {
    method,
    headers: inUrl
      ? { ...options.header }
      : { "content-type": "application/json", ...options.header },
    ...!inUrl && { body: bodyOf(options.data) },
    signal,
  });
  return {
    statusCode: response.status,
    data: await dataOf(response, options),
    header: Object.fromEntries(response.headers),
    cookies: [],
    errMsg: "request:ok",
  };
}

function withQuery(url: string, data: unknown): string {
  if (!data || typeof data !== "object") return url;
  const pairs = Object.entries(data).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams(pairs).toString();
  if (!query) return url;
  return url + (url.includes("?") ? "&" : "?") + query;
}

function bodyOf(data: unknown): BodyInit | null {
  if (data === undefined) return null;
  if (typeof data === "string" || data instanceof ArrayBuffer) return data;
  return JSON.stringify(data);
}

/** WeChat parses JSON when it can, and else gives the text. */
async function dataOf(response: Response, options: RequestOptions): Promise<unknown> {
  if (options.responseType === "arraybuffer") return await response.arrayBuffer();
  const text = await response.text();
  if ((options.dataType ?? "json") !== "json") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
