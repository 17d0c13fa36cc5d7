import { Hono } from "hono";
import { z } from "zod";
import type { AsCaller } from "../database.ts";
import type { Caller } from "../keys.ts";
import { noBucket, storageError } from "./errors.ts";
import type { Files } from "./files.ts";
import { readInput } from "./input.ts";
import type { BucketRow } from "./objects.ts";

const Settings = z.object({
  public: z.boolean().optional(),
  file_size_limit: z.int().positive().nullish(),
  allowed_mime_types: z.array(z.string()).nullish(),
});
const Creation = Settings.extend({
  name: z.string().regex(/^[\w.\-]{1,100}$/),
  id: z.string().regex(/^[\w.\-]{1,100}$/).optional(),
});

export interface BucketParts {
  asCaller: AsCaller;
  files: Files;
  identify: (request: Request) => Promise<Caller>;
}

/** `/bucket`: under the caller's role, so that without a policy only the secret key may do anything. */
export function bucketRoutes({ asCaller, files, identify }: BucketParts): Hono {
  const app = new Hono();
  app.get("/", async (c) => {
    const rows = await asCaller(
      await identify(c.req.raw),
      {},
      (tx) => tx<BucketRow[]>`select * from storage.buckets order by name`,
    );
    return c.json(rows.map(bucketBody));
  });
  app.get("/:id", async (c) => {
    const [row] = await asCaller(
      await identify(c.req.raw),
      {},
      (tx) => tx<BucketRow[]>`select * from storage.buckets where id = ${c.req.param("id")}`,
    );
    if (!row) throw noBucket();
    return c.json(bucketBody(row));
  });
  app.post("/", async (c) => {
    const caller = await identify(c.req.raw);
    const { name, id = name, ...given } = await readInput(c.req.raw, Creation);
    await asCaller(caller, {}, (tx) =>
      tx`
        insert into storage.buckets (id, name, owner_id, public, file_size_limit, allowed_mime_types)
        values (${id}, ${name}, ${caller.claims.sub ?? null}, ${given.public ?? false},
          ${given.file_size_limit ?? null}, ${given.allowed_mime_types ?? null})`);
    return c.json({ name: id });
  });
  app.put("/:id", async (c) => {
    const caller = await identify(c.req.raw);
    const given = await readInput(c.req.raw, Settings);
    const { count } = await asCaller(caller, {}, (tx) =>
      tx`
        update storage.buckets set ${
        tx({ ...JSON.parse(JSON.stringify(given)), updated_at: new Date() })
      }
        where id = ${c.req.param("id")}`);
    if (count === 0) throw noBucket();
    return c.json({ message: "Successfully updated" });
  });
  app.delete("/:id", async (c) => {
    const { count } = await asCaller(
      await identify(c.req.raw),
      {},
      (tx) => tx`delete from storage.buckets where id = ${c.req.param("id")}`,
    );
    if (count === 0) throw noBucket();
    return c.json({ message: "Successfully deleted" });
  });
  app.post("/:id/empty", async (c) => {
    const caller = await identify(c.req.raw);
    if (caller.role !== "service_role") {
      throw storageError(403, "Unauthorized", "Only the secret key may empty a bucket");
    }
    const rows = await asCaller(caller, {}, (tx) =>
      tx<{ version: string }[]>`
        delete from storage.objects where bucket_id = ${c.req.param("id")} returning version`);
    await Promise.all(rows.map(({ version }) => files.remove(version)));
    return c.json({ message: "Successfully emptied" });
  });
  return app;
}

function bucketBody(row: BucketRow) {
  const { id, name, owner_id, file_size_limit, allowed_mime_types, created_at, updated_at } = row;
  return {
    id,
    name,
    owner: owner_id ?? "",
    public: row.public,
    file_size_limit: file_size_limit === null ? null : Number(file_size_limit),
    allowed_mime_types,
    created_at,
    updated_at,
  };
}
