import { demo_shop } from "@/local/demo_shop.ts";
import type { CredentialKind } from "@/contracts/server.ts";
import type { SaveShopTheme } from "@/contracts/staff/settings.ts";
import type { TextPart } from "@/contracts/texts.ts";
import type { SeedContext } from "@/local/seeding.ts";
import type { MerchantOptions } from "@/local/wechat/options.ts";
import { credentialOf, type Sealer } from "@/shared/seal.ts";
import { type Caller, type Claims, quoted } from "./caller.ts";
import type { Upload } from "./catalog.ts";
import { staff, staff_password } from "./data/people.ts";
import { licenceNames } from "./drawings.ts";
import type { DemoShop, DemoStaff } from "./world.ts";

const code = demo_shop;

/** Opens the shop as the platform's operator. */
export async function openShop(
  caller: Caller,
  at: number,
  { appid, mchid }: MerchantOptions,
): Promise<DemoShop> {
  const values = [code, "青藤优选", appid, mchid].map(quoted).join(", ");
  const id = await caller.operate<string>(at, `private.create_shop(${values})`);
  return { id, code, appid, mchid };
}

/** What the shop says of itself and how it looks, with the certificates that it sells by. */
export async function introduceShop(
  caller: Caller,
  at: number,
  owner: Claims,
  upload: Upload,
): Promise<void> {
  const [logo_url, ...scans] = await Promise.all(["logo", ...licenceNames].map(upload));
  const theme: SaveShopTheme["theme"] = {
    slogan: "让信任长出生意",
    service_phone: "400-000-0000",
    service_hours: "每天 9:00–21:00",
    brand_color: "#0E7A5F",
    logo_url: logo_url!,
    licences: licences.map((one, n) => ({ ...one, picture_url: scans[n]! })),
  };
  const reason = "开店配置";
  await caller.command(at, owner, "update_shop", { shop: code, theme, reason });
  await caller.command(at, owner, "save_text", { shop: code, kind: "about", parts: about, reason });
}

const holder = "青藤优选（杭州）电子商务有限公司";
const licences = [
  { name: "营业执照", holder, number: "91330100DEMO000001" },
  { name: "食品经营许可证", holder, number: "JY13301000000001" },
];

const about: TextPart[] = [
  {
    title: "关于青藤优选",
    text:
      "我们从产地挑选茶叶、鲜果和居家好物，试过再上架。商品由本店发货，朋友之间分享，彼此放心。",
  },
  {
    title: "发货与售后",
    text: "付款后 48 小时内发货。收到商品不满意，可以在订单里申请售后，店员会在 5 天内答复。",
  },
];

/** Accounts of Supabase Auth, and what they may do here: the operator lets the owner in, the owner the others. */
export async function hireStaff(
  context: SeedContext,
  caller: Caller,
  at: number,
  shop: DemoShop,
): Promise<DemoStaff> {
  const ids = await Promise.all(staff.map(({ email }) => createUser(context, email)));
  const [owner, finance, support] = ids.map((sub, n): Claims => ({
    ...{ role: "authenticated", aud: "authenticated", sub, email: staff[n]!.email },
  }));
  const first = [shop.id, ids[0]!, staff[0].name, staff[0].role].map(quoted).join(", ");
  await caller.operate(at, `private.add_staff(${first})`);
  for (const { email, name, role } of staff.slice(1)) {
    const args = { shop: shop.code, email, name, role, reason: "入职" };
    await caller.command(at, owner!, "add_staff", args);
  }
  return { owner: owner!, finance: finance!, support: support! };
}

async function createUser({ url, keys }: SeedContext, email: string): Promise<string> {
  const response = await fetch(`${url}/auth/v1/admin/users`, {
    method: "POST",
    headers: {
      apikey: keys.secretKey,
      authorization: `Bearer ${keys.secretKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ email, password: staff_password, email_confirm: true }),
  });
  if (!response.ok) throw new Error(`Cannot make the account ${email}: ${await response.text()}`);
  return (await response.json()).id;
}

/** The owner puts the keys in place, sealed as the functions seal them. */
export async function storeCredentials(
  caller: Caller,
  at: number,
  owner: Claims,
  shop: DemoShop,
  sealer: Sealer,
  merchant: MerchantOptions,
): Promise<void> {
  await Promise.all(
    credentialsOf(merchant).map(async ([kind, serial, value]) => {
      const whose = credentialOf(shop.id, kind, serial);
      const credential = { kind, serial, sealed: await sealer.seal(whose, value) };
      const args = { shop: shop.code, credential, reason: "开店配置" };
      await caller.command(at, { ...owner, role: "mall_server" }, "save_credential", args);
    }),
  );
}

/** What a shop needs to sign people in, to be paid and to be pushed to, as the merchant has it from WeChat. */
export function credentialsOf(
  { app_secret, keys }: MerchantOptions,
): [kind: CredentialKind, serial: string | null, value: string][] {
  return [
    ["app_secret", null, app_secret],
    ["message_token", null, keys.push_token],
    ["message_aes_key", null, keys.encoding_aes_key],
    ["merchant_private_key", keys.merchant_serial, keys.merchant_private_key_pem],
    ["api_v3_key", null, keys.api_v3_key],
    ["wechatpay_public_key", keys.wechat_public_key_id, keys.wechat_public_key_pem],
    ["platform_certificate", keys.platform_serial, keys.platform_certificate_pem],
  ];
}

/** Discount, freight where no template counts, when sales settle, and the leaderboard; the rest stays as shops begin. */
export async function chooseSettings(caller: Caller, at: number, owner: Claims): Promise<void> {
  const settings = {
    leaderboard: true,
    discount_from_fen: 19_900,
    discount_fen: 2_000,
    freight_fen: 800,
    free_freight_from_fen: 9_900,
    settle_days: 7,
  };
  const args = { shop: code, settings, reason: "开店配置" };
  await caller.command(at, owner, "save_shop_settings", args);
}
