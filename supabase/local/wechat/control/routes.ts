import { Hono } from "hono";
import { cors } from "hono/cors";
import { ZodError } from "zod";
import type { World } from "../world.ts";
import { findOrder } from "./client.ts";
import type { Control } from "./control.ts";
import { ControlError } from "./error.ts";
import { importRows } from "./import.ts";
import { fail_input, pay_input } from "./inputs.ts";
import { lists, newest } from "./lists.ts";
import { phoneShown } from "./phone.ts";
import { keptChoices } from "./subscriptions.ts";

/** /_control/*: see README.md. */
export function controlRoutes(world: World, control: Control): Hono {
  const app = new Hono().basePath("/_control");
  app.use(cors());
  app.onError((error, c) => {
    if (error instanceof ControlError) return c.json({ message: error.message }, error.status);
    if (error instanceof ZodError) return c.json({ message: error.message }, 400);
    throw error;
  });
  for (const name of lists) {
    app.get(`/${name}`, (c) => c.json({ items: newest(world.state[name].rows(), c.req.query()) }));
  }
  theUser(app, world, control);
  theMerchant(app, world, control);
  theMessages(app, world, control);
  theTrade(app, control);
  theFaults(app, world, control);
  return app;
}

/** The body; an empty one is `{}`. */
async function input<Type>(request: { text(): Promise<string> }): Promise<Type> {
  const text = await request.text();
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
}

function theUser(app: Hono, world: World, control: Control): void {
  app.post("/users", async (c) => c.json(control.createUser(await input(c.req)), 201));
  app.post("/users/:openid/code", (c) => c.json(control.issueCode(c.req.param("openid")), 201));
  app.get("/users/:openid/phone", (c) => c.json(phoneShown(world, c.req.param("openid"))));
  app.post("/users/:openid/phone_button", async (c) => {
    return c.json(control.tapPhoneButton(c.req.param("openid"), await input(c.req)));
  });
  app.post("/payments/:prepay_id/pay", async (c) => {
    const { openid } = pay_input.parse(await input(c.req));
    return c.json(control.pay(c.req.param("prepay_id"), openid));
  });
  app.get("/payments/:mchid/:out_trade_no", (c) => {
    return c.json(findOrder(world, c.req.param("mchid"), c.req.param("out_trade_no")));
  });
  app.post("/request_payment", async (c) => {
    return c.json(control.requestPayment(await input(c.req)));
  });
  app.post("/transfers/:name/confirm", (c) => {
    return c.json(control.confirmTransfer(c.req.param("name")));
  });
  app.post("/transfers/:name/fail", async (c) => {
    const { fail_reason } = fail_input.parse(await input(c.req));
    return c.json(control.failTransfer(c.req.param("name"), fail_reason));
  });
  app.post("/request_merchant_transfer", async (c) => {
    return c.json(control.requestTransfer(await input(c.req)));
  });
}

function theTrade(app: Hono, control: Control): void {
  app.post("/shipments/:transaction_id/confirm", (c) => {
    control.confirmReceipt(c.req.param("transaction_id"));
    return c.body(null, 204);
  });
  app.get("/shipments/:transaction_id/pages", (c) => {
    return c.json(control.openOrder(c.req.param("transaction_id")));
  });
  app.post("/open_business_view", async (c) => {
    return c.json(control.openBusinessView(await input(c.req)));
  });
  app.post("/reminders", async (c) => {
    control.remind(await input(c.req));
    return c.body(null, 204);
  });
  app.post("/users/:openid/leaving", async (c) => {
    control.leave(c.req.param("openid"), await input(c.req));
    return c.body(null, 204);
  });
  app.post("/apps/:appid/push_address", async (c) => {
    control.setPushAddress(c.req.param("appid"), await input(c.req));
    return c.body(null, 204);
  });
  app.post("/apps/:appid/allow_list", async (c) => {
    control.setAllowList(c.req.param("appid"), await input(c.req));
    return c.body(null, 204);
  });
}

function theMessages(app: Hono, world: World, control: Control): void {
  app.post("/apps/:appid/message_templates", async (c) => {
    return c.json(control.chooseTemplate(c.req.param("appid"), await input(c.req)), 201);
  });
  app.post("/users/:openid/request_subscribe_message", async (c) => {
    return c.json(control.requestSubscribe(c.req.param("openid"), await input(c.req)));
  });
  app.get("/users/:openid/kept_choices", (c) => {
    return c.json(keptChoices(world, c.req.param("openid")));
  });
  app.delete("/users/:openid/subscriptions/:template", (c) => {
    control.switchOff(c.req.param("openid"), c.req.param("template"));
    return c.body(null, 204);
  });
}

function theMerchant(app: Hono, world: World, control: Control): void {
  app.get("/merchants", (c) => {
    const items = world.merchants.all().map(({ mchid, appid, original_id }) => {
      return { mchid, appid, original_id, funds: control.funds(mchid) };
    });
    return c.json({ items });
  });
  app.post("/merchants/:mchid/funds", async (c) => {
    return c.json(control.funds(c.req.param("mchid"), await input(c.req)));
  });
  app.post("/merchants/:mchid/certificates", async (c) => {
    return c.json(await control.rotateCertificate(c.req.param("mchid"), await input(c.req)), 201);
  });
  app.post("/merchants/:mchid/bills/:date", async (c) => {
    const { mchid, date } = c.req.param();
    return c.json(control.planBill(mchid, date, await input(c.req)));
  });
  app.post("/notifications/:id/resend", async (c) => {
    return c.json({ attempts: await control.resend(c.req.param("id")) });
  });
  app.post("/notify/sign", async (c) => c.json(await control.signNotification(await input(c.req))));
  app.post("/import", async (c) => c.json(importRows(world, await input(c.req))));
  app.post("/push", async (c) => c.json(await control.push(await input(c.req))));
}

function theFaults(app: Hono, world: World, control: Control): void {
  app.get("/faults", (c) => c.json({ items: world.faults.list() }));
  app.post("/faults", async (c) => c.json(control.addFault(await input(c.req)), 201));
  app.delete("/faults", (c) => {
    control.removeFaults();
    return c.body(null, 204);
  });
  app.delete("/faults/:id", (c) => {
    control.removeFaults(c.req.param("id"));
    return c.body(null, 204);
  });
  app.get("/key_mode", (c) => c.json(control.keyMode()));
  app.post("/key_mode", async (c) => c.json(control.keyMode(await input(c.req))));
}
