import { randomText } from "../ids.ts";
import { fitsField, type MessageTemplate, subscriptionOf } from "../subscriptions.ts";
import { unixSeconds } from "../time.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";

type Data = Record<string, { value?: unknown } | undefined>;

/** POST /cgi-bin/message/subscribe/send: one message, if the user has agreed to one that was not sent yet. */
export function sendSubscribeMessage({ world, app, body }: AppCall): OpenAnswer {
  const { touser, template_id, page, data } = body;
  const user = world.state.users.get(String(touser));
  if (user?.appid !== app.appid) throw new OpenError(40003, "invalid openid");
  const template = world.state.message_templates.get(String(template_id));
  if (template?.appid !== app.appid) throw new OpenError(40037, "invalid template_id");
  const opens = pageOf(page, app.pages);
  const rows = rowsOf(template, (data ?? {}) as Data);
  const id = subscriptionOf(user.openid, template.template_id);
  const stand = world.state.subscriptions.get(id);
  if (stand === undefined || stand.left < 1 || stand.always === "reject") {
    throw new OpenError(43101, "user refuse to accept the msg");
  }
  world.state.subscriptions.put(id, { ...stand, left: stand.left - 1 });
  const message_id = randomText(18);
  world.state.arrived_messages.put(message_id, {
    id: message_id,
    ...{ openid: user.openid, appid: app.appid, template_id: template.template_id },
    ...{ title: template.title, page: opens, rows, at: world.now() },
  });
  const sent = { TemplateId: template.template_id, MsgID: message_id, ErrorCode: "0" };
  world.pushes.emit(app, user.openid, {
    Event: "subscribe_msg_sent_event",
    List: { ...sent, ErrorStatus: "success" },
  });
  return { errcode: 0, errmsg: "ok", msgid: unixSeconds(world.now()) };
}

function pageOf(page: unknown, released: readonly string[] | undefined): string | null {
  if (page === undefined || page === "") return null;
  const path = String(page).split("?")[0]!;
  if (path.startsWith("/") || !(released?.includes(path) ?? true)) {
    throw new OpenError(41030, "invalid page");
  }
  return String(page);
}

/** Each keyword of the template with its text; one that is missing, unknown or too long is refused by its name. */
function rowsOf(template: MessageTemplate, data: Data) {
  const refuse = (field: string) => {
    throw new OpenError(47003, `argument invalid! data.${field}.value is invalid`);
  };
  const unknown = Object.keys(data).find((name) =>
    !template.fields.some(({ field }) => field === name)
  );
  if (unknown !== undefined) refuse(unknown);
  return template.fields.map(({ field, name }) => {
    const value = data[field]?.value;
    if (!fitsField(field, value)) refuse(field);
    return { name, value: String(value) };
  });
}
