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
import { bucketRoutes } from "./buckets.ts";
import { storageError, storageErrorResponse } from "./errors.ts";
import { Files } from "./files.ts";
import { Links } from "./links.ts";
import { movingRoutes } from "./moving.ts";
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

/** `/storage/v1/*`: objects under the policies of storage.objects, their bytes in a folder. */
export function storageHandler({ sql, keys, check, directory }: StorageOptions): FetchHandler {
  const asCaller = asCallerOf(sql);
  const storage: Storage = {
    asCaller,
    objects: new Objects(asCaller),
    files: new Files(directory),
    links: new Links(keys.secretKey),
    identify: (request) => identify(request, keys, check),
  };
  const app = new Hono().basePath("/storage/v1");
  app.onError((error) => storageErrorResponse(error));
  app.notFound(() => storageError(404, "not_found", "Not offered locally").toResponse());
  app.route("/bucket", bucketRoutes(storage));
  readingRoutes(app, storage);
  signingRoutes(app, storage);
  movingRoutes(app, storage);
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
