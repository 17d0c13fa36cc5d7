import { Hono } from "hono";
import { z } from "zod";
import { type AsCaller, asCallerOf, type Sql } from "../database.ts";
import type { FetchHandler } from "../http.ts";
import {
  ANONYMOUS,
  BadToken,
  type Caller,
  credentials,
  type GatewayKeys,
  keyHolder,
  SERVICE,
  type TokenCheck,
} from "../keys.ts";
import { bucketRoutes } from "./buckets.ts";
import { noBucket, storageError, storageErrorResponse } from "./errors.ts";
import { Files } from "./files.ts";
import { readInput } from "./input.ts";
import { Links } from "./links.ts";
import { listFolder, ListInput } from "./listing.ts";
import { checkedName } from "./names.ts";
import { type BucketRow, type ObjectRow, Objects } from "./objects.ts";
import { serveObject } from "./serve.ts";
import { readUpload } from "./upload.ts";

export interface StorageOptions {
  /** Pool of the login `authenticator`. */
  sql: Sql;
  keys: GatewayKeys;
  check: TokenCheck;
  directory: string;
}

interface Storage {
  asCaller: AsCaller;
  objects: Objects;
  files: Files;
  links: Links;
  identify: (request: Request) => Promise<Caller>;
}

const UPLOAD_LINK_SECONDS = 2 * 3600;
const SignInput = z.object({ expiresIn: z.int().positive().max(10 * 365 * 86_400) });
const SignManyInput = SignInput.extend({ paths: z.array(z.string()).max(1000) });
const RemoveInput = z.object({ prefixes: z.array(z.string()).min(1).max(1000) });
const TransferInput = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().optional(),
});

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

function readingRoutes(app: Hono, { objects, files, links, identify }: Storage): void {
  app.get("/object/public/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    if (!(await objects.bucket(bucket)).public) throw noBucket();
    return await serveObject(files, await objects.find(SERVICE, bucket, name), c.req.raw, "public");
  });
  app.get("/object/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    await links.open(c.req.query("token"), "read", `${bucket}/${name}`);
    const object = await objects.find(SERVICE, bucket, name);
    return await serveObject(files, object, c.req.raw, "private");
  });
  for (const path of ["/object/authenticated", "/object"]) {
    app.get(`${path}/:bucket/:name{.+}`, async (c) => {
      const { bucket, name } = c.req.param();
      const object = await objects.find(await identify(c.req.raw), bucket, name);
      return await serveObject(files, object, c.req.raw, "private");
    });
  }
}

function signingRoutes(app: Hono, { objects, links, identify }: Storage): void {
  const signRead = async (path: string, seconds: number) =>
    `/object/sign/${path}?token=${await links.sign({ purpose: "read", path }, seconds)}`;
  app.post("/object/upload/sign/:bucket/:name{.+}", async (c) => {
    const { bucket } = c.req.param();
    const name = checkedName(c.req.param("name"));
    const caller = await identify(c.req.raw);
    const upsert = c.req.header("x-upsert") === "true";
    await objects.bucket(bucket);
    const metadata = { eTag: "", size: 0, mimetype: "", cacheControl: "", lastModified: "" };
    const trial = { bucket, name, version: "", metadata, userMetadata: null };
    await objects.checkSave(caller, trial, upsert);
    const path = `${bucket}/${name}`;
    const link = { purpose: "upload", path, upsert, owner: caller.claims.sub ?? null } as const;
    const token = await links.sign(link, UPLOAD_LINK_SECONDS);
    return c.json({ url: `/object/upload/sign/${path}?token=${token}`, token });
  });
  app.post("/object/sign/:bucket", async (c) => {
    const bucket = c.req.param("bucket");
    const caller = await identify(c.req.raw);
    const { expiresIn, paths } = await readInput(c.req.raw, SignManyInput);
    return c.json(
      await Promise.all(paths.map(async (path) => {
        const found = await objects.find(caller, bucket, path).catch(() => undefined);
        return found
          ? { path, signedURL: await signRead(`${bucket}/${path}`, expiresIn), error: null }
          : {
            path,
            signedURL: null,
            error: "Either the object does not exist or you do not have access to it",
          };
      })),
    );
  });
  app.post("/object/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const { expiresIn } = await readInput(c.req.raw, SignInput);
    await objects.find(await identify(c.req.raw), bucket, name);
    return c.json({ signedURL: await signRead(`${bucket}/${name}`, expiresIn) });
  });
}

function movingRoutes(app: Hono, { asCaller, objects, files, identify }: Storage): void {
  app.post("/object/list/:bucket", async (c) => {
    const bucket = c.req.param("bucket");
    const caller = await identify(c.req.raw);
    const input = await readInput(c.req.raw, ListInput);
    return c.json(await listFolder(asCaller, caller, bucket, input));
  });
  app.post("/object/move", async (c) => {
    const caller = await identify(c.req.raw);
    const { from, to } = transfer(await readInput(c.req.raw, TransferInput));
    await objects.bucket(to.bucket);
    const id = await objects.move(caller, from, to);
    return c.json({ message: "Successfully moved", Id: id, Key: `${to.bucket}/${to.name}` });
  });
  app.post("/object/copy", async (c) => {
    const caller = await identify(c.req.raw);
    const { from, to } = transfer(await readInput(c.req.raw, TransferInput));
    const { version, metadata, user_metadata } = await objects.find(caller, from.bucket, from.name);
    const bytes = await files.read(version);
    if (!bytes) throw storageError(404, "not_found", "Object not found");
    await objects.bucket(to.bucket);
    const upload = { bytes, metadata, userMetadata: user_metadata };
    const upsert = c.req.header("x-upsert") === "true";
    const id = await store({ objects, files }, caller, to, upload, upsert);
    return c.json({ Id: id, Key: `${to.bucket}/${to.name}` });
  });
}

function writingRoutes(app: Hono, { objects, files, links, identify }: Storage): void {
  app.put("/object/upload/sign/:bucket/:name{.+}", async (c) => {
    const { bucket } = c.req.param();
    const name = checkedName(c.req.param("name"));
    const link = await links.open(c.req.query("token"), "upload", `${bucket}/${name}`);
    const upload = await readUpload(c.req.raw, await objects.bucket(bucket));
    const owner = {
      ...SERVICE,
      claims: { ...SERVICE.claims, ...(link.owner ? { sub: link.owner } : {}) },
    };
    await store({ objects, files }, owner, { bucket, name }, upload, link.upsert ?? false);
    return c.json({ Key: `${bucket}/${name}` });
  });
  app.on(["POST", "PUT"], "/object/:bucket/:name{.+}", async (c) => {
    const { bucket } = c.req.param();
    const name = checkedName(c.req.param("name"));
    const caller = await identify(c.req.raw);
    const upload = await readUpload(c.req.raw, await objects.bucket(bucket));
    const upsert = c.req.method === "PUT" || c.req.header("x-upsert") === "true";
    const id = await store({ objects, files }, caller, { bucket, name }, upload, upsert);
    return c.json({ Id: id, Key: `${bucket}/${name}` });
  });
  app.delete("/object/:bucket", async (c) => {
    const caller = await identify(c.req.raw);
    const { prefixes } = await readInput(c.req.raw, RemoveInput);
    const gone = await objects.remove(caller, c.req.param("bucket"), prefixes);
    await Promise.all(gone.map(({ version }) => files.remove(version)));
    return c.json(gone.map(objectBody));
  });
  app.delete("/object/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const gone = await objects.remove(await identify(c.req.raw), bucket, [name]);
    if (gone.length === 0) throw storageError(404, "not_found", "Object not found");
    await Promise.all(gone.map(({ version }) => files.remove(version)));
    return c.json({ message: "Successfully deleted" });
  });
}

/** Bytes first, then the row; whichever of the two is not needed in the end is removed. */
async function store(
  { objects, files }: Pick<Storage, "objects" | "files">,
  caller: Caller,
  { bucket, name }: { bucket: BucketRow["id"]; name: string },
  { bytes, metadata, userMetadata }: Awaited<ReturnType<typeof readUpload>>,
  upsert: boolean,
): Promise<string> {
  const version = await files.write(bytes);
  try {
    const object = { bucket, name, version, metadata, userMetadata };
    const { id, replaced } = await objects.save(caller, object, upsert);
    if (replaced) await files.remove(replaced);
    return id;
  } catch (error) {
    await files.remove(version);
    throw error;
  }
}

function transfer(input: z.infer<typeof TransferInput>) {
  const { bucketId, sourceKey, destinationKey, destinationBucket = bucketId } = input;
  return {
    from: { bucket: bucketId, name: sourceKey },
    to: { bucket: destinationBucket, name: checkedName(destinationKey) },
  };
}

/** A removed object as clients see it: where its bytes lay is nobody's business. */
function objectBody({ version: _, ...object }: ObjectRow) {
  return object;
}
