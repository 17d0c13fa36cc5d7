import type { Hono } from "hono";
import { z } from "zod";
import { notFound } from "./errors.ts";
import { readInput } from "./input.ts";
import { listFolder, ListInput } from "./listing.ts";
import { checkedName } from "./names.ts";
import { type Storage, store } from "./parts.ts";

const TransferInput = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().optional(),
});

/** Listing a folder, moving and copying within it. */
export function movingRoutes(app: Hono, { asCaller, objects, files, identify }: Storage): void {
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
    if (!bytes) throw notFound();
    await objects.bucket(to.bucket);
    const upload = { bytes, metadata, userMetadata: user_metadata };
    const upsert = c.req.header("x-upsert") === "true";
    const id = await store({ objects, files }, caller, to, upload, upsert);
    return c.json({ Id: id, Key: `${to.bucket}/${to.name}` });
  });
}

function transfer(input: z.infer<typeof TransferInput>) {
  const { bucketId, sourceKey, destinationKey, destinationBucket = bucketId } = input;
  return {
    from: { bucket: bucketId, name: sourceKey },
    to: { bucket: destinationBucket, name: checkedName(destinationKey) },
  };
}
