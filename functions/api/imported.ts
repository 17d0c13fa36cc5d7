import { maskedPhone } from "@/contracts/people.ts";
import type { SealedImported } from "@/contracts/server.ts";
import type { Imported, ShortLinks } from "@/contracts/staff/imports.ts";
import { log } from "@/shared/log.ts";
import type { Sealer } from "@/shared/seal.ts";
import type { Call } from "./endpoint.ts";
import { openPhone } from "./own_phone.ts";
import { personal_page } from "./share_code.ts";

/** A person of a file for staff: the phone is masked, in lists and in files. */
export async function asImported(sealer: Sealer, sealed: SealedImported): Promise<Imported> {
  const phone = await openPhone(sealer, sealed.phone);
  return { ...sealed, phone: phone && maskedPhone(phone) };
}

type Calling = Pick<
  Call<undefined, undefined, undefined>,
  "asServer" | "call" | "services" | "shop"
>;

/** The short links of people who are expected: those that are kept, and new ones; null where WeChat makes none. */
export async function shortLinks(
  { asServer, call, services, shop }: Calling,
  tokens: string[],
): Promise<ShortLinks> {
  const { items } = JSON.parse(
    await call("read_imported_links", { shop, tokens }),
  ) as ShortLinks;
  if (items.every(({ link }) => link !== null)) return { items };
  const open = (await services.signInAccount(shop)).open();
  return {
    items: await Promise.all(items.map(async (item) => {
      if (item.link !== null) return item;
      const made = await open.makeShortLink({
        page_url: `${personal_page}?s=${item.token}`,
        page_title: item.kind === "distributor" ? "你的推广员邀请" : "老客户专属入口",
      });
      if (made.kind !== "ok") {
        log("warn", "short_link_not_made", { shop, ...made });
        return item;
      }
      await asServer("keep_imported_link", { shop, token: item.token, link: made.value });
      return { ...item, link: made.value };
    })),
  };
}
