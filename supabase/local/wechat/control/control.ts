import type { BillPlan } from "../bill_plan.ts";
import type { Fault, FaultInput } from "../faults.ts";
import { keyMode } from "../key_mode.ts";
import type { MerchantOptions } from "../options.ts";
import type { Attempt, Funds, KeyMode, Payment, Transfer, User, UserCode } from "../state.ts";
import type { MessageTemplate } from "../subscriptions.ts";
import type { World } from "../world.ts";
import * as client from "./client.ts";
import { ControlError } from "./error.ts";
import { key_mode_input } from "./inputs.ts";
import type * as inputs from "./inputs.ts";
import * as merchant from "./merchant.ts";
import { push, type PushAnswer, signNotification } from "./messages.ts";
import * as phone from "./phone.ts";
import * as subscriptions from "./subscriptions.ts";
import * as trade from "./trade.ts";
import { createUser, issueCode } from "./users.ts";

/** What tests and the people at the other end do: the methods behind /_control. */
export class Control {
  constructor(private readonly world: World) {}

  /** One more merchant and app, while running; not remembered across a restart. */
  addMerchant(options: MerchantOptions): void {
    this.world.merchants.add(options);
  }

  createUser(input: inputs.UserInput = {}): User {
    return createUser(this.world, input);
  }

  /** What wx.login gives this user. */
  issueCode(openid: string): UserCode {
    return issueCode(this.world, openid);
  }

  /** The user is asked by the phone button. */
  tapPhoneButton(openid: string, input: phone.PhoneButtonInput = {}): phone.PhoneButtonAnswer {
    return phone.tapPhoneButton(this.world, openid, input);
  }

  /** The user pays. */
  pay(prepay_id: string, openid?: string): Payment {
    return client.pay(this.world, prepay_id, openid);
  }

  /** wx.requestPayment, with all its checks. */
  requestPayment(input: inputs.RequestPaymentInput): client.ClientAnswer {
    return client.requestPayment(this.world, input);
  }

  /** The user accepts a transfer; named by package_info, transfer_bill_no or `mchid/out_bill_no`. */
  confirmTransfer(name: string): Transfer {
    return client.confirmTransfer(this.world, name);
  }

  failTransfer(name: string, fail_reason: string): Transfer {
    return client.failTransfer(this.world, name, fail_reason);
  }

  /** wx.requestMerchantTransfer, with all its checks. */
  requestTransfer(input: inputs.RequestTransferInput): client.ClientAnswer {
    return client.requestTransfer(this.world, input);
  }

  confirmReceipt(transaction_id: string): void {
    trade.confirmReceipt(this.world, transaction_id);
  }

  /** wx.openBusinessView for confirming receipt, with its checks. */
  openBusinessView(input: trade.BusinessViewInput): trade.BusinessViewAnswer {
    return trade.openBusinessView(this.world, input);
  }

  /** The pages that the order centre and a shipping message open. */
  openOrder(transaction_id: string): { centre: string | null; message: string | null } {
    return trade.openOrder(this.world, transaction_id);
  }

  /** WeChat reminds the merchant, of an order or of a duty. */
  remind(input: trade.ReminderInput): void {
    trade.remind(this.world, input);
  }

  /** The user revokes a permission, or closes the account. */
  leave(openid: string, input: trade.LeavingInput = {}): void {
    trade.leave(this.world, openid, input);
  }

  /** The app chooses a template of subscribe messages; one with the same id is changed. */
  chooseTemplate(appid: string, input: subscriptions.TemplateInput): MessageTemplate {
    return subscriptions.chooseTemplate(this.world, appid, input);
  }

  /** wx.requestSubscribeMessage, with its checks. */
  requestSubscribe(
    openid: string,
    input: subscriptions.SubscribeInput,
  ): subscriptions.SubscribeAnswer {
    return subscriptions.requestSubscribe(this.world, openid, input);
  }

  /** The user switches a template off. */
  switchOff(openid: string, template_id: string): void {
    subscriptions.switchOff(this.world, openid, template_id);
  }

  /** Where this app's pushes go; null: nowhere. */
  setPushAddress(appid: string, input: trade.PushAddressInput): void {
    trade.setPushAddress(this.world, appid, input);
  }

  /** Addresses that may call for this app; null: all. */
  setAllowList(appid: string, input: trade.AllowListInput): void {
    trade.setAllowList(this.world, appid, input);
  }

  funds(mchid: string, input: inputs.FundsInput = {}): Funds {
    return merchant.funds(this.world, mchid, input);
  }

  /** WeChat changes the merchant's platform certificate; answers the new serial. Forgotten at a restart. */
  rotateCertificate(mchid: string, input: inputs.RotateInput = {}): Promise<{ serial: string }> {
    return merchant.rotateCertificate(this.world, mchid, input);
  }

  /** What the bills of a day (Beijing) tell otherwise than it happened. */
  planBill(mchid: string, date: string, input: inputs.BillPlanInput): BillPlan {
    return merchant.planBill(this.world, mchid, date, input);
  }

  addFault(input: FaultInput): Fault {
    return this.world.faults.add(input);
  }

  /** That one, or all. */
  removeFaults(id?: string): void {
    this.world.faults.remove(id);
  }

  keyMode(input?: inputs.KeyModeInput): KeyMode {
    if (input !== undefined) this.world.state.key_modes.put("all", key_mode_input.parse(input));
    return keyMode(this.world);
  }

  /** Headers and body of a notification that is not sent. */
  signNotification(
    input: inputs.SignInput,
  ): Promise<{ headers: Record<string, string>; body: string }> {
    return signNotification(this.world, input);
  }

  async resend(id: string): Promise<Attempt[]> {
    const row = this.world.state.notifications.get(id);
    if (row === undefined) throw new ControlError(404, "no such notification");
    return await this.world.notices.resend(row);
  }

  push(input: inputs.PushInput): Promise<PushAnswer> {
    return push(this.world, input);
  }
}
