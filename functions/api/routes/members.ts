import { Hono } from "hono";
import { z } from "zod";
import {
  Address,
  Addresses,
  Forgotten,
  Me,
  SaveAddress,
  UpdateProfile,
} from "@/contracts/members.ts";
import type { SealedAddress, SealedMe } from "@/contracts/server.ts";
import { Done, Id } from "@/contracts/values.ts";
import { fromBase64 } from "@/shared/wechat/bytes.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { openContact, withContact } from "../contact.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { asMe } from "../own_phone.ts";

const day_seconds = 86_400;

const AvatarPicture = z.file().meta({ description: "image/jpeg, image/png or image/webp" });

export const members = new Hono<Env>()
  .get(
    "/me",
    endpoint({
      summary: "Who I am in this shop",
      auth: "member",
      reply: Me,
      answer: async ({ call, services }) =>
        asMe(services.sealer, JSON.parse(await call("get_me")) as SealedMe),
    }),
  )
  .put(
    "/me",
    endpoint({
      summary: "Change my nickname or picture",
      auth: "member",
      json: UpdateProfile,
      reply: Me,
      answer: async ({ call, services, json }) =>
        asMe(services.sealer, JSON.parse(await call("update_profile", { ...json })) as SealedMe),
    }),
  )
  .get(
    "/avatars/:avatar",
    endpoint({
      summary: "A member's picture, by the address that only that member is told",
      auth: "anyone",
      params: z.strictObject({ avatar: Id }),
      reply: AvatarPicture,
      answer: async ({ call, c, shop, params }) => {
        const kept = JSON.parse(await call("get_avatar", { shop, id: params.avatar }));
        const { type, picture } = kept as { type: string; picture: string };
        // A cache that many share would keep what a member has taken back.
        c.header("cache-control", `private, max-age=${day_seconds}, immutable`);
        c.header("content-type", type);
        return c.body(fromBase64(picture)!);
      },
    }),
  )
  .delete(
    "/me",
    endpoint({
      summary: "Forget who I am: at once, or when what is under way is done",
      auth: "member",
      reply: Forgotten,
      answer: ({ call }) => call("forget_me"),
    }),
  )
  .get(
    "/addresses",
    endpoint({
      summary: "My address book",
      auth: "member",
      reply: Addresses,
      answer: async ({ call, services }) => {
        const { items } = JSON.parse(await call("list_addresses")) as { items: SealedAddress[] };
        const opened = await Promise.all(items.map(async (item) => ({
          ...item,
          contact: await openContact(services.sealer, item.contact),
        })));
        return { items: opened.filter((item): item is Address => item.contact !== null) };
      },
    }),
  )
  .put(
    "/addresses",
    endpoint({
      summary: "Keep an address, new or changed",
      auth: "member",
      limited: "everyone",
      idempotent: true,
      json: SaveAddress,
      reply: Address,
      answer: async ({ asServer, ownerOf, services, json, idempotency_key }) => {
        const contact = await sealContact(services.sealer, ownerOf(), json.contact);
        const address = { id: json.id ?? null, contact, is_default: json.is_default };
        return withContact(
          services.sealer,
          await asServer("save_address", { address, idempotency_key }),
        );
      },
    }),
  )
  .delete(
    "/addresses/:address",
    endpoint({
      summary: "Take an address out of my book",
      auth: "member",
      params: z.strictObject({ address: Id }),
      reply: Done,
      answer: ({ call, params }) => call("delete_address", { address: params.address }),
    }),
  );
