import { Hono } from "hono";
import { GivePhone, OwnPhone } from "@/contracts/members.ts";
import type { SealedMe } from "@/contracts/server.ts";
import { sealPhone } from "@/shared/sealed_contact.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";
import { openPhone, phoneTold } from "../own_phone.ts";

export const phones = new Hono<Env>()
  .get(
    "/me/phone",
    endpoint({
      summary: "My own phone in full, to fill in a form with",
      auth: "member",
      reply: OwnPhone,
      answer: async ({ call, services }) => {
        const { phone } = JSON.parse(await call("get_me")) as SealedMe;
        return { phone: await openPhone(services.sealer, phone) };
      },
    }),
  )
  .put(
    "/me/phone",
    endpoint({
      summary: "Give my phone with a code of WeChat's phone button, in place of an earlier one",
      auth: "member",
      limited: "everyone",
      json: GivePhone,
      reply: OwnPhone,
      answer: async ({ asServer, c, ownerOf, services, shop, json }) => {
        const { openid } = JSON.parse(await asServer("get_own_openid")) as { openid: string };
        const account = await services.signInAccount(shop);
        const told = await account.open().getPhoneNumber(json.code, openid);
        const phone = phoneTold(told, c.var.request_id);
        await asServer("save_phone", {
          phone: await sealPhone(services.sealer, ownerOf(), phone),
        });
        return { phone };
      },
    }),
  )
  .delete(
    "/me/phone",
    endpoint({
      summary: "Take my phone away from the shop",
      auth: "member",
      reply: OwnPhone,
      answer: async ({ call }) => {
        await call("drop_phone");
        return { phone: null };
      },
    }),
  );
