import type { Hono } from "hono";
import { SERVICE } from "../keys.ts";
import { noBucket } from "./errors.ts";
import type { Storage } from "./parts.ts";
import { serveObject } from "./serve.ts";

/** Reading: of public buckets by anybody, by a signed link, and by callers whom the policies let. */
export function readingRoutes(app: Hono, { objects, files, links, identify }: Storage): void {
  app.get("/object/public/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    if (!(await objects.bucket(bucket)).public) throw noBucket();
    return await serveObject(files, await objects.find(SERVICE, bucket, name), c.req.raw, "public");
  });
  app.get("/object/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    await links.check(c.req.query("token"), `${bucket}/${name}`);
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
