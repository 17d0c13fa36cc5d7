import { Hono } from "hono";
import { asCallerOf, type Sql } from "../database.ts";
import type { FetchHandler } from "../http.ts";
import {
  ANONYMOUS,
  BadToken,
  type Caller,
  credentials,
  type GatewayKeys,
  keyHolder,
  type TokenCheck,
} from "../keys.ts";
import { storageError, storageErrorResponse } from "./errors.ts";
import { Files } from "./files.ts";
import { Links } from "./links.ts";
import { Objects } from "./objects.ts";
import type { Storage } from "./parts.ts";
import { readingRoutes } from "./reading.ts";
import { signingRoutes } from "./signing.ts";
import { writingRoutes } from "./writing.ts";

export interface StorageOptions {
  /** Pool of the login `authenticator`. */
  sql: Sql;
  keys: GatewayKeys;
  check: TokenCheck;
  directory: string;
}

/**
 * `/storage/v1/*`: what the product uses of Storage. Objects are uploaded, read in public or by a signed link, and
 * removed, under the policies of storage.objects; buckets are made by migrations. Bytes lie in a folder.
 */
export function storageHandler({ sql, keys, check, directory }: StorageOptions): FetchHandler {
  const storage: Storage = {
    objects: new Objects(asCallerOf(sql)),
    files: new Files(directory),
    links: new Links(keys.secretKey),
    identify: (request) => identify(request, keys, check),
  };
  const app = new Hono().basePath("/storage/v1");
  app.onError((error) => storageErrorResponse(error));
  app.notFound(() => storageError(404, "not_found", "Not offered locally").toResponse());
  readingRoutes(app, storage);
  signingRoutes(app, storage);
  writingRoutes(app, storage);
  return (request) => app.fetch(request);
}

/** The token's bearer, else the key's holder, else anybody: public objects need no key. */
async function identify(request: Request, keys: GatewayKeys, check: TokenCheck): Promise<Caller> {
  const { apikey, token } = credentials(request);
  if (token !== null) return await check(token);
  if (apikey === null) return ANONYMOUS;
  const holder = keyHolder(apikey, keys);
  if (!holder) throw new BadToken("Invalid API key");
  return holder;
}
