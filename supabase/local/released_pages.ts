import { PROJECT } from "./paths.ts";
import type { MerchantOptions } from "./wechat/options.ts";

interface AppJson {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
}

/** Every page of the mini program, as WeChat knows them from its released version. */
export async function releasedPages(): Promise<string[]> {
  const text = await Deno.readTextFile(`${PROJECT}/miniprogram/src/app.json`);
  const { pages, subPackages } = JSON.parse(text) as AppJson;
  return [
    ...pages,
    ...subPackages.flatMap((part) => part.pages.map((page) => `${part.root}/${page}`)),
  ];
}

/** Merchants whose mini program is the one of this repository. */
export async function withReleasedPages(merchants: MerchantOptions[]): Promise<MerchantOptions[]> {
  const pages = await releasedPages();
  return merchants.map((merchant) => ({ ...merchant, pages }));
}
