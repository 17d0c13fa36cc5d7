import { Hono } from "hono";
import { z } from "zod";
import { PersonalLink, TakePersonalLink } from "@/contracts/personal_links.ts";
import { ShareToken } from "@/contracts/values.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { CodePicture, drawPersonalCode } from "../share_code.ts";

const ByToken = z.strictObject({ token: ShareToken });

export const personalLinks = new Hono<Env>()
  .get(
    "/personal-links/:token",
    endpoint({
      summary: "What a personal link is for and whether it is still open; it names nobody",
      auth: "someone",
      limited: "everyone",
      params: ByToken,
      reply: PersonalLink,
      answer: ({ call, shop, params }) => call("get_personal_link", { shop, ...params }),
    }),
  )
  .post(
    "/personal-links/:token/taking",
    endpoint({
      summary: "The personal link is mine: what it is for takes effect, once",
      auth: "member",
      limited: "everyone",
      params: ByToken,
      json: TakePersonalLink,
      reply: PersonalLink,
      answer: ({ call, params, json }) => call("take_personal_link", { ...params, ...json }),
    }),
  )
  .get(
    "/personal-links/:token/code",
    endpoint({
      summary: "The mini program code of a personal link",
      auth: "anyone",
      limited: "everyone",
      params: ByToken,
      reply: CodePicture,
      answer: async ({ call, c, services, shop, params }) => {
        await call("get_personal_link", { shop, ...params });
        return drawPersonalCode(c, services, shop, params.token);
      },
    }),
  );
