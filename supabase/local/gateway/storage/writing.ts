import type { Hono } from "hono";
import { z } from "zod";
import { notFound } from "./errors.ts";
import { readInput } from "./input.ts";
import { checkedName } from "./names.ts";
import type { ObjectRow } from "./objects.ts";
import { type Storage, store } from "./parts.ts";
import { readUpload } from "./upload.ts";

const RemoveInput = z.object({ prefixes: z.array(z.string()).min(1).max(1000) });

/** Uploading and removing. */
export function writingRoutes(app: Hono, { objects, files, identify }: Storage): void {
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
    if (gone.length === 0) throw notFound();
    await Promise.all(gone.map(({ version }) => files.remove(version)));
    return c.json({ message: "Successfully deleted" });
  });
}

/** A removed object as clients see it, without the name of its file. */
function objectBody({ version: _, ...object }: ObjectRow) {
  return object;
}
