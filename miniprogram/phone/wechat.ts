import { type Person, shared_memory, thisDevice } from "./device.ts";

/** WeChat's side of the phone: calls the simulator. */
async function call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${thisDevice().config.wechat_url}/_control/${path}`, {
    method,
    ...body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    },
  });
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.message ?? `WeChat answered ${response.status}`);
  return reply;
}

interface List<T> {
  items: T[];
}

/** Which mini program a shop has; the mall itself says it, for in WeChat the package would know. */
export async function findAppid(shop: string): Promise<string | null> {
  const response = await fetch(`/_control/programs?shop=${encodeURIComponent(shop)}`);
  const { appid } = await response.json() as { appid: string | null };
  return appid;
}

/** A WeChat user has another openid in each mini program: those of others cannot sign in here. */
export const isOfThisProgram = ({ appid }: Person) =>
  thisDevice().appid === null || thisDevice().appid === appid;

/** Everybody whom WeChat knows in this mini program, in the order of their ids. */
export async function listPeople(): Promise<Person[]> {
  const { items } = await call<List<Person>>("GET", "users?limit=1000");
  return items.filter(isOfThisProgram).sort((a, b) => a.openid < b.openid ? -1 : 1);
}

/** A WeChat user who was never here, numbered so that strangers stay apart. */
export function createStranger(): Promise<Person> {
  const number = (shared_memory.get<number>("strangers") ?? 0) + 1;
  shared_memory.set("strangers", number);
  const { appid } = thisDevice();
  return call<Person>("POST", "users", { nickname: `陌生人 ${number}`, ...appid && { appid } });
}

/** The first of the demo shop's people, 青禾; nobody where there is no demo shop. */
export async function findFirstPerson(): Promise<Person | undefined> {
  return (await listPeople()).find(({ openid }) => demoNumber(openid) === 1);
}

/** Which of the demo shop's people it is, from 1. */
export function demoNumber(openid: string): number | undefined {
  const [, number] = /^oQingteng0*(\d+)demo/.exec(openid) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The person behind an openid; WeChat learns of an unknown one. */
export const ensurePerson = (openid: string) => call<Person>("POST", "users", { openid });

export async function issueCode(openid: string): Promise<string> {
  const { code } = await call<{ code: string }>("POST", `users/${openid}/code`);
  return code;
}

/** The phone of somebody's account; one abroad with its country: "+852 91234567". */
export async function findPhone(openid: string): Promise<string> {
  return (await call<{ phone: string }>("GET", `users/${openid}/phone`)).phone;
}

/** The user's answer, as the phone button's event tells it. */
export const tapPhoneButton = (openid: string, action: "allow" | "deny") =>
  call<object>("POST", `users/${openid}/phone_button`, { action });

export interface Payment {
  description: string;
  total_fen: number;
}

/** The order behind a prepay_id, for the sheet; without it the sheet asks all the same. */
export async function findPayment(prepay_id: string): Promise<Payment | undefined> {
  try {
    const { items } = await call<List<{ payment: string }>>(
      "GET",
      `prepays?prepay_id=${encodeURIComponent(prepay_id)}`,
    );
    return items[0] && await call<Payment>("GET", `payments/${items[0].payment}`);
  } catch {
    return undefined;
  }
}

interface ShortLink {
  page_title: string;
  page_url: string;
}

/** Where a short link leads. */
export async function findShortLink(link: string): Promise<ShortLink | undefined> {
  const query = `short_links?limit=1&link=${encodeURIComponent(link)}`;
  return (await call<List<ShortLink>>("GET", query)).items[0];
}

export interface Transfer {
  amount_fen: number;
  remark: string;
}

export async function findTransfer(package_info: string): Promise<Transfer | undefined> {
  const query = `transfers?limit=1&package_info=${encodeURIComponent(package_info)}`;
  const { items } = await call<List<Transfer>>("GET", query);
  return items[0];
}

/** Money from the merchant that this person has not accepted yet. */
export async function waitingTransfers(openid: string): Promise<(Transfer & { name: string })[]> {
  const query = `transfers?state=WAIT_USER_CONFIRM&openid=${encodeURIComponent(openid)}`;
  const { items } = await call<List<Transfer & { transfer_bill_no: string }>>("GET", query);
  return items.map(({ transfer_bill_no, ...transfer }) => ({
    ...transfer,
    name: transfer_bill_no,
  }));
}

/** Accepts it from WeChat's own message, outside of the program. */
export const confirmTransfer = (name: string) =>
  call("POST", `transfers/${encodeURIComponent(name)}/confirm`, {});

/** A template that a mini program may ask about. */
export interface Template {
  template_id: string;
  title: string;
}

/** Those of these templates that WeChat would still ask this user about: not where a choice is kept. */
export async function templatesToAsk(ids: string[]): Promise<Template[]> {
  const { openid, appid } = thisDevice().person;
  const [{ items }, kept] = await Promise.all([
    call<List<Template>>("GET", `message_templates?appid=${appid}&limit=1000`),
    call<Record<string, string>>("GET", `users/${openid}/kept_choices`),
  ]);
  return items.filter(({ template_id }) => ids.includes(template_id) && !kept[template_id]);
}

/** What the user says to all of them; answers what the program hears. */
export const requestSubscribe = (
  tmplIds: string[],
  said: { action: "accept" | "reject"; always: boolean },
) =>
  call<Reply & Record<string, unknown>>(
    "POST",
    `users/${thisDevice().person.openid}/request_subscribe_message`,
    { tmplIds, ...said },
  );

/** A message in the user's list of service notices. */
export interface Arrived {
  id: string;
  template_id: string;
  title: string;
  page: string | null;
  rows: { name: string; value: string }[];
}

export async function arrivedMessages(openid: string): Promise<Arrived[]> {
  const query = `arrived_messages?limit=5&openid=${encodeURIComponent(openid)}`;
  return (await call<List<Arrived>>("GET", query)).items;
}

interface Reply {
  errMsg: string;
}

/** Pays, or does not, as the user decided; answers WeChat's errMsg. */
export async function requestPayment(
  parameters: Record<string, unknown>,
  action: "pay" | "cancel",
): Promise<string> {
  const reply = await call<Reply>("POST", "request_payment", { ...parameters, action });
  return reply.errMsg;
}

/** What the confirm-receipt component hands back. */
export interface BusinessViewEnd {
  status: "success" | "fail" | "cancel";
  errormsg?: string;
}

/** Confirms receipt in WeChat, or leaves it, as the user decided. */
export const openBusinessView = (parameters: Record<string, unknown>) =>
  call<Reply & { extraData?: BusinessViewEnd }>("POST", "open_business_view", parameters);

export async function requestTransfer(
  parameters: Record<string, unknown>,
  action: "confirm" | "cancel",
): Promise<string> {
  const reply = await call<Reply>("POST", "request_merchant_transfer", { ...parameters, action });
  return reply.errMsg;
}
