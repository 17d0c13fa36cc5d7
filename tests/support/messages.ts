import type { MessageKind, MessageOffers } from "@/contracts/messages.ts";
import { MessageSettings, type MessageTemplate } from "@/contracts/staff/messages.ts";
import { type Mall, type Member, newKey } from "./mall.ts";
import type { WechatWorld } from "./wechat_world.ts";

/** Keywords by which a test tells each kind. */
const fields_of: Record<MessageKind, Record<string, string>> = {
  parcel: { thing1: "goods", thing2: "carrier", character_string3: "tracking_no" },
  refund: { amount1: "amount", thing2: "goods", number3: "order_no", time4: "at" },
  after_sale: { phrase1: "result", amount2: "amount", thing3: "note" },
  earned: { amount1: "amount", thing2: "goods", thing3: "note" },
  settled: { amount1: "amount", time2: "at", thing3: "shop" },
  customer_expiring: { thing1: "customer", time2: "until" },
  payout: { amount1: "amount", time2: "until", thing3: "note" },
  application: { phrase1: "result", date2: "at" },
};

/** The id of the template by which a kind is told. */
export const templateOf = (kind: MessageKind) => `TEMPLATE-${kind}-0123456789`;

export function templateFor(kind: MessageKind): MessageTemplate {
  const fields = Object.entries(fields_of[kind]).map(([field, value]) => ({ field, value }));
  return { template_id: templateOf(kind), fields, is_on: true };
}

/** The shop tells these kinds. */
export async function tell(mall: Mall, kinds: MessageKind[]): Promise<void> {
  for (const kind of kinds) {
    const template = templateFor(kind);
    await mall.command("save_message_template", { kind, template, reason: "开始通知" });
  }
}

/** …and WeChat knows their templates. */
export async function tellByWechat(world: WechatWorld, kinds: MessageKind[]): Promise<void> {
  await tell(world.mall, kinds);
  for (const kind of kinds) {
    world.simulator.control.chooseTemplate("wx0000000000000001", {
      template_id: templateOf(kind),
      title: kind,
      fields: templateFor(kind).fields.map(({ field, value }) => ({
        field,
        name: value.slice(0, 10),
      })),
    });
  }
}

/** What a member answered when WeChat asked. */
export async function answers(
  mall: Mall,
  who: Member,
  kind: MessageKind,
  answer = "accept",
  key = newKey(),
): Promise<void> {
  const said = [{ template_id: templateOf(kind), answer }];
  await mall.db.call(who, "record_message_answers", { answers: said, idempotency_key: key });
}

/** Asked on the phone: WeChat and the shop both know the answer. */
export async function agrees(world: WechatWorld, who: Member, kind: MessageKind): Promise<void> {
  const [row] = await world.db.sql<{ openid: string }[]>`
    select openid from person.identities where member_id = ${who.member_id}`;
  world.simulator.control.requestSubscribe(row!.openid, { tmplIds: [templateOf(kind)] });
  await answers(world.mall, who, kind);
}

/** How many messages of a kind a member has agreed to and not had. */
export async function left(mall: Mall, who: Member, kind: MessageKind): Promise<number> {
  const { items } = await mall.db.call<MessageOffers>(who, "get_message_offers");
  return items.find((offer) => offer.kind === kind)!.left;
}

export async function settingOf(mall: Mall, kind: MessageKind) {
  const settings = await mall.db.call(mall.owner, "list_message_settings", { shop: mall.shop });
  return MessageSettings.parse(settings).items.find((one) => one.kind === kind)!;
}

/** What arrived at WeChat's users, in order: the kind and the texts. */
export function arrived(world: WechatWorld) {
  return [...world.simulator.state.arrived_messages.rows()].map(({ title, page, rows }) => ({
    kind: title,
    page,
    said: rows.map(({ value }) => value),
  }));
}
