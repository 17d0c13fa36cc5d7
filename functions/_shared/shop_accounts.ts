import type { Credential, CredentialKind, ShopConfig } from "@/contracts/server.ts";
import { accessTokenStore } from "./access_token_store.ts";
import type { Claims, Database } from "./db.ts";
import { envUrl } from "./env.ts";
import { ApiError } from "./errors.ts";
import { log } from "./log.ts";
import { once } from "./once.ts";
import { credentialOf, type Sealer } from "./seal.ts";
import { AccessTokens, type AppSecret, askForToken } from "./wechat/open/access_tokens.ts";
import { OpenClient } from "./wechat/open/client.ts";
import type { OpenResult } from "./wechat/open/result.ts";
import { listCertificates, type PlatformCertificate } from "./wechat/pay/certificates.ts";
import { type MerchantConfig, PayClient } from "./wechat/pay/client.ts";
import type { VerifierPem } from "./wechat/pay/keys.ts";
import type { PayResult } from "./wechat/pay/result.ts";

/** Credentials of a shop, opened, the newest of a kind first. */
export type OpenedCredentials = Partial<
  Record<CredentialKind, { serial: string; value: string }[]>
>;

/** A shop's account at WeChat, and clients that call WeChat as this shop. They throw CREDENTIAL_MISSING. */
export interface ShopAccount {
  config: ShopConfig;
  credentials: OpenedCredentials;
  open(): OpenClient;
  pay(): PayClient;
  /** Ask WeChat for a token with appid and secret as they are: one that is kept would prove nothing. */
  tryToken(): Promise<OpenResult<unknown>>;
  /** The platform certificates that WeChat Pay has for this merchant now. */
  certificates(): Promise<PayResult<PlatformCertificate[]>>;
}

/** What loads a shop's configuration, e.g. `get_payment_config`. */
export interface AccountSource {
  db: Database;
  claims: Claims;
  sealer: Sealer;
  fn: string;
}

/** How old what a process remembers of a shop may be, in milliseconds. */
const remembered_ms = 60_000;
const most_remembered = 500;

/** Accounts by shop code, re-read after a minute, so that a rotated key is used within one. */
export function createShopAccounts(source: AccountSource) {
  const kept = new Map<string, { text: string; read_at: number; account: ShopAccount }>();

  async function load(shop: string): Promise<ShopAccount> {
    const text = await source.db.callText(source.claims, source.fn, { shop });
    const before = kept.get(shop);
    const account = before?.text === text ? before.account : await openAccount(source, text);
    if (kept.size >= most_remembered) kept.delete(kept.keys().next().value!);
    kept.set(shop, { text, read_at: Date.now(), account });
    return account;
  }

  /** The account as it was at most `oldest_ms` ago. Throws SHOP_NOT_FOUND. */
  return async function accountOf(shop: string, oldest_ms = remembered_ms): Promise<ShopAccount> {
    const known = kept.get(shop);
    const good = known !== undefined && Date.now() - known.read_at < oldest_ms;
    return good ? known.account : await load(shop);
  };
}

async function openAccount(source: AccountSource, text: string): Promise<ShopAccount> {
  const config = JSON.parse(text) as ShopConfig | null;
  if (config === null) throw new ApiError("SHOP_NOT_FOUND");
  const { shop_id } = config;
  const credentials = await openCredentials(
    source.sealer,
    config,
    ({ id }) =>
      source.db.call(source.claims, "record_unreadable_key", { shop_id, credential_id: id }),
  );
  const open = once(() => openClientOf(source, config, credentials));
  const wanted = () => wantCertificates(source, config.shop);
  const pay = once(() =>
    new PayClient({ ...merchantConfig(config, credentials), onUnknownSerial: wanted })
  );
  const certificates = () => certificatesOf(config, credentials);
  const tryToken = () => askForToken(appSecret(config, credentials));
  return { config, credentials, open, pay, tryToken, certificates };
}

/** Open what the database keeps sealed. A key that does not open is left out, and told of: it stops no other. */
export async function openCredentials(
  sealer: Sealer,
  { shop_id, credentials }: Pick<ShopConfig, "shop_id" | "credentials">,
  tell: (key: Credential) => Promise<unknown>,
): Promise<OpenedCredentials> {
  const opened: OpenedCredentials = {};
  for (const key of credentials) {
    const { kind, serial, sealed } = key;
    try {
      const value = await sealer.open(credentialOf(shop_id, kind, serial), sealed);
      (opened[kind] ??= []).push({ serial: serial ?? "", value });
    } catch (cause) {
      log("error", "key_unreadable", { shop_id, kind, serial, cause });
      await tell(key);
    }
  }
  return opened;
}

/** What PayClient needs. Replies may be signed by any of WeChat's keys that are active. */
export function merchantConfig(config: ShopConfig, opened: OpenedCredentials): MerchantConfig {
  const merchant = merchantAccess(config, opened);
  if (merchant.verifiers.length === 0) {
    throw new ApiError("CREDENTIAL_MISSING", { kind: "wechatpay_public_key" });
  }
  return merchant;
}

/** The merchant's platform certificates, asked for with the merchant's own keys alone. Throws CREDENTIAL_MISSING. */
export function certificatesOf(
  config: ShopConfig,
  opened: OpenedCredentials,
  change: Partial<MerchantConfig> = {},
): Promise<PayResult<PlatformCertificate[]>> {
  const keys = (opened.api_v3_key ?? []).map(({ value }) => value);
  return listCertificates({ ...merchantAccess(config, opened), ...change }, keys);
}

function merchantAccess(config: ShopConfig, opened: OpenedCredentials): MerchantConfig {
  const key = needed(opened, "merchant_private_key");
  if (!config.mchid) throw new ApiError("CREDENTIAL_MISSING", { kind: "mchid" });
  return {
    appid: config.appid,
    mchid: config.mchid,
    serial_no: key.serial,
    private_key_pem: key.value,
    verifiers: verifiersOf(opened),
    base_url: envUrl("WECHAT_PAY_URL", "https://api.mch.weixin.qq.com"),
  };
}

/** WeChat Pay's keys towards a merchant: the public key first, then certificates, the newest first. */
export function verifiersOf(opened: OpenedCredentials): VerifierPem[] {
  const keys = [...opened.wechatpay_public_key ?? [], ...opened.platform_certificate ?? []];
  return keys.map(({ serial, value }) => ({ id: serial, pem: value }));
}

/** Have the shop's certificates asked for soon. That it fails must not fail what found it out. */
export async function wantCertificates(
  { db, claims }: Pick<AccountSource, "db" | "claims">,
  shop: string,
): Promise<void> {
  try {
    await db.call(claims, "want_certificates", { shop });
  } catch (cause) {
    log("error", "certificates_not_wanted", { shop, cause });
  }
}

function openClientOf(
  source: AccountSource,
  config: ShopConfig,
  opened: OpenedCredentials,
): OpenClient {
  const app = appSecret(config, opened);
  const store = accessTokenStore(source.db, source.claims, source.sealer, config.shop_id);
  return new OpenClient(app, new AccessTokens(app, store));
}

function appSecret({ appid }: ShopConfig, opened: OpenedCredentials): AppSecret {
  if (!appid) throw new ApiError("CREDENTIAL_MISSING", { kind: "appid" });
  return {
    appid,
    secret: needed(opened, "app_secret").value,
    base_url: envUrl("WECHAT_API_URL", "https://api.weixin.qq.com"),
  };
}

function needed(opened: OpenedCredentials, kind: CredentialKind) {
  const first = opened[kind]?.[0];
  if (!first) throw new ApiError("CREDENTIAL_MISSING", { kind });
  return first;
}
