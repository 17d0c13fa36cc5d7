import type { Hono } from "hono";
import { z } from "zod";
import * as contracts from "@/contracts/mod.ts";
import { type AnyEndpoint, descriptionOf } from "./endpoint.ts";
import { version } from "./version.ts";

type Json = Record<string, unknown>;

const schema_root = "#/components/schemas/";

/** Contract schemas by the name they are exported under. */
const names = z.registry<{ id: string }>();
for (const [id, value] of Object.entries(contracts)) {
  if (value instanceof z.ZodType) names.add(value, { id });
}

/**
 * The API as OpenAPI 3.1, made from the routes that are really there and from the contracts.
 * Throws when a route is not described, so that the page cannot miss one.
 */
// deno-lint-ignore no-explicit-any -- an app of whatever routes
export function openApi(app: Hono<any, any, any>): Json {
  const paths: Record<string, Json> = {};
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue; // middleware
    const spec = descriptionOf(handler);
    if (!spec) throw new Error(`Cannot describe ${method} ${path}: it is not made by endpoint()`);
    const documented = path.replace(/:(\w+)/g, "{$1}");
    (paths[documented] ??= {})[method.toLowerCase()] = operation(method, documented, spec);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Qingteng mall", version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: "/functions/v1" }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        member: { type: "http", scheme: "bearer", description: "From POST …/sessions, one hour" },
        visitor: { type: "http", scheme: "bearer", description: "From POST …/visitors" },
        staff: { type: "http", scheme: "bearer", description: "From Supabase Auth" },
      },
    },
  };
}

function operation(method: string, path: string, spec: AnyEndpoint): Json {
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => pathParameter(name!, spec)),
    ...queryParameters(spec),
    ...(spec.idempotent ? [idempotencyHeader()] : []),
  ];
  return {
    operationId: operationId(method, path),
    summary: spec.summary,
    tags: [path.includes("/staff/") ? "staff" : path.split("/")[4] ?? "system"],
    security: security[spec.auth],
    ...(parameters.length ? { parameters } : {}),
    ...(spec.json ? { requestBody: { required: true, content: jsonContent(spec.json) } } : {}),
    responses: {
      [spec.status ?? 200]: { description: "Done", content: replyContent(spec.reply) },
      ...(spec.cache_seconds === undefined ? {} : { 304: { description: "Not changed" } }),
      default: { description: "Refused", content: jsonContent(contracts.ErrorReply) },
    },
  };
}

const security: Record<AnyEndpoint["auth"], Json[]> = {
  anyone: [],
  someone: [{ member: [] }, { visitor: [] }],
  member: [{ member: [] }],
  staff: [{ staff: [] }],
};

function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api\/(shops\/\{shop\}\/)?/, "").match(/\w+/g) ?? [];
  return [method.toLowerCase(), ...words].join("_");
}

function pathParameter(name: string, spec: AnyEndpoint): Json {
  const shape = (spec.params as z.ZodObject | undefined)?.shape ?? {};
  const schema = name === "shop" ? contracts.ShopCode : shape[name];
  if (!schema) throw new Error(`Cannot describe the parameter ${name}: its route has no schema`);
  return { name, in: "path", required: true, schema: inline(schema as z.ZodType) };
}

function queryParameters(spec: AnyEndpoint): Json[] {
  const shape = (spec.query as z.ZodObject | undefined)?.shape ?? {};
  return Object.entries(shape).map(([name, schema]) => ({
    name,
    in: "query",
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: inline(schema as z.ZodType),
  }));
}

function idempotencyHeader(): Json {
  return {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description: "Made once per intention; the same key and body get the same answer",
    schema: inline(contracts.IdempotencyKey),
  };
}

function replyContent(schema: z.ZodType): Json {
  if (schema instanceof z.ZodFile) return { "image/jpeg": {}, "image/png": {} };
  return jsonContent(schema);
}

/** Bodies and replies are contracts and so have names. */
function jsonContent(schema: z.ZodType): Json {
  const name = names.get(schema)?.id;
  if (!name) throw new Error("Cannot describe a body: its schema is not exported by contracts");
  return { "application/json": { schema: { $ref: schema_root + name } } };
}

function inline(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return rest;
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(names, { io: "input", uri: (id) => schema_root + id });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: _id, ...rest }]) => [name, rest]),
  );
}
