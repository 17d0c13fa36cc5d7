import { z } from "zod";
import { type MessageTemplate, subscriptionOf } from "../subscriptions.ts";
import type { World } from "../world.ts";
import { ControlError } from "./error.ts";
import { knownUser } from "./users.ts";

const most_at_once = 5;

/** A template that the app chooses in its console; `fields`: its keywords with their names. */
const template_input = z.strictObject({
  template_id: z.string().regex(/^[0-9A-Za-z_-]{20,64}$/),
  title: z.string().min(1).max(20),
  fields: z.array(z.strictObject({
    field: z.string().regex(/^[a-z_]+[1-9]\d?$/),
    name: z.string().min(1).max(10),
  })).min(1).max(7),
});
export type TemplateInput = z.input<typeof template_input>;

export function chooseTemplate(world: World, appid: string, input: TemplateInput): MessageTemplate {
  if (world.merchants.byAppid(appid) === undefined) throw new ControlError(404, "no such appid");
  const template = { ...template_input.parse(input), appid };
  world.state.message_templates.put(template.template_id, template);
  return template;
}

/** What wx.requestSubscribeMessage was given, and what the user says to all of it; `always`: and keeps saying. */
const subscribe_input = z.strictObject({
  tmplIds: z.array(z.string()),
  action: z.enum(["accept", "reject"]).default("accept"),
  always: z.boolean().default(false),
});
export type SubscribeInput = z.input<typeof subscribe_input>;

export type SubscribeAnswer = { errMsg: string; errCode?: number } & Record<string, unknown>;

/** wx.requestSubscribeMessage: an accept is good for one message of each template. */
export function requestSubscribe(
  world: World,
  openid: string,
  input: SubscribeInput,
): SubscribeAnswer {
  const { tmplIds, action, always } = subscribe_input.parse(input);
  const { appid } = knownUser(world, openid);
  const fail = (errCode: number, why: string) => ({
    errMsg: `requestSubscribeMessage:fail ${why}`,
    errCode,
  });
  if (tmplIds.length === 0) return fail(10001, "tmplIds can't be empty");
  if (tmplIds.length > most_at_once) return fail(20003, "Templates count out of max bounds");
  if (tmplIds.some((id) => world.state.message_templates.get(id)?.appid !== appid)) {
    return fail(20001, "No template data return, verify the template id exist");
  }
  const answers = tmplIds.map((id) => [id, answer(world, openid, id, action, always)]);
  return { errMsg: "requestSubscribeMessage:ok", ...Object.fromEntries(answers) };
}

function answer(
  world: World,
  openid: string,
  template_id: string,
  action: "accept" | "reject",
  always: boolean,
): "accept" | "reject" {
  const id = subscriptionOf(openid, template_id);
  const before = world.state.subscriptions.get(id) ??
    { openid, template_id, left: 0, always: null };
  const said = before.always ?? action;
  world.state.subscriptions.put(id, {
    ...before,
    left: before.left + (said === "accept" ? 1 : 0),
    always: always ? said : before.always,
  });
  return said;
}

/** Which of the templates WeChat would not ask about, because the user keeps a choice. */
export function keptChoices(world: World, openid: string): Record<string, "accept" | "reject"> {
  knownUser(world, openid);
  const kept = [...world.state.subscriptions.rows()].filter((row) =>
    row.openid === openid && row.always !== null
  );
  return Object.fromEntries(kept.map((row) => [row.template_id, row.always!]));
}

/** The user switches a template off in the program's settings: nothing that was agreed to counts any more. */
export function switchOff(world: World, openid: string, template_id: string): void {
  const user = knownUser(world, openid);
  const id = subscriptionOf(openid, template_id);
  world.state.subscriptions.put(id, { openid, template_id, left: 0, always: "reject" });
  world.pushes.emit(world.merchants.byAppid(user.appid)!, openid, {
    Event: "subscribe_msg_change_event",
    List: { TemplateId: template_id, SubscribeStatusString: "reject" },
  });
}
