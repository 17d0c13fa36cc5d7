import type { Hono } from "hono";
import { z } from "zod";
import { readInput } from "./input.ts";
import type { Storage } from "./parts.ts";

const SignInput = z.object({ expiresIn: z.int().positive().max(10 * 365 * 86_400) });

/** Links that let their holder read one object. */
export function signingRoutes(app: Hono, { objects, links, identify }: Storage): void {
  app.post("/object/sign/:bucket/:name{.+}", async (c) => {
    const { bucket, name } = c.req.param();
    const { expiresIn } = await readInput(c.req.raw, SignInput);
    await objects.find(await identify(c.req.raw), bucket, name);
    const path = `${bucket}/${name}`;
    const token = await links.sign(path, expiresIn);
    return c.json({ signedURL: `/object/sign/${path}?token=${token}` });
  });
}
