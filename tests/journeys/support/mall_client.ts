import type { z } from "zod";
import { ErrorReply } from "@/contracts/errors.ts";

/** The API refused. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: Record<string, unknown>,
    readonly request_id: string,
  ) {
    super(`${status} ${code} ${JSON.stringify(details)}`);
  }
}

export interface SendOptions {
  /** The Idempotency-Key; a new one when left out. */
  key?: string;
  headers?: Record<string, string>;
}

/** One caller of the API of one shop. Every answer is held against its contract. */
export class MallClient {
  constructor(
    /** `<gateway>/functions/v1/api/shops/<shop>` */
    readonly base: string,
    /** Who is calling; null is nobody. */
    private readonly token: () => Promise<string | null>,
  ) {}

  get<S extends z.ZodType>(path: string, reply: S): Promise<z.output<S>> {
    return this.send("GET", path, reply);
  }

  post<S extends z.ZodType>(path: string, reply: S, json?: unknown, options?: SendOptions) {
    return this.send("POST", path, reply, json, options);
  }

  put<S extends z.ZodType>(path: string, reply: S, json?: unknown, options?: SendOptions) {
    return this.send("PUT", path, reply, json, options);
  }

  /** Throws Refused. */
  async send<S extends z.ZodType>(
    method: string,
    path: string,
    reply: S,
    json?: unknown,
    options?: SendOptions,
  ): Promise<z.output<S>> {
    const response = await this.raw(method, path, json, options);
    const answer = await response.json();
    if (response.ok) return reply.parse(answer);
    const { error } = ErrorReply.parse(answer);
    throw new Refused(response.status, error.code, error.details ?? {}, error.request_id);
  }

  async raw(
    method: string,
    path: string,
    json?: unknown,
    { key = crypto.randomUUID(), headers = {} }: SendOptions = {},
  ): Promise<Response> {
    const token = await this.token();
    const posts = method !== "GET";
    return await fetch(this.base + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(posts ? { "idempotency-key": key } : {}),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
  }
}
