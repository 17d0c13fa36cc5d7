import type { Hono } from "hono";
import { z } from "zod";
import { SERVICE } from "../keys.ts";
import { readInput } from "./input.ts";
import { checkedName } from "./names.ts";
import { type Storage, store } from "./parts.ts";
import { readUpload } from "./upload.ts";

const UPLOAD_LINK_SECONDS = 2 * 3600;
const SignInput = z.object({ expiresIn: z.int().positive().max(10 * 365 * 86_400) });
const SignManyInput = SignInput.extend({ paths: z.array(z.string()).max(1000) });

/** Links that let their holder read one object, or upload one. */
export function signingRoutes(app: Hono, { objects, files, links, identify }: Storage): void {
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
}
