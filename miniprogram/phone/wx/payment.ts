import { thisDevice } from "../device.ts";
import { crossNetwork } from "../network.ts";
import { askPayment } from "../ui/pay_sheet.ts";
import { askTransfer } from "../ui/transfer_page.ts";
import { findPayment, findTransfer, requestPayment as pay, requestTransfer } from "../wechat.ts";
import { asyncApi, WxFailure } from "./api.ts";

interface PaymentOptions {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

let paying = false;

/** wx.requestPayment: the sheet, and WeChat's answer to what the user did there. */
export const requestPayment = asyncApi("requestPayment", async (options: PaymentOptions) => {
  if (paying) throw new WxFailure("the pay sheet is open already");
  paying = true;
  try {
    await crossNetwork();
    const { person } = thisDevice();
    const payment = await findPayment(options.package.replace(/^prepay_id=/, ""));
    const { timeStamp, nonceStr, signType, paySign } = options;
    const parameters = {
      appId: person.appid, // WeChat knows which program asks
      timeStamp,
      nonceStr,
      package: options.package,
      signType,
      paySign,
      openid: person.openid,
    };
    await askPayment(payment, async (action) => {
      await crossNetwork();
      answer("requestPayment", await pay(parameters, action));
    });
  } finally {
    paying = false;
  }
});

interface TransferOptions {
  mchId: string;
  appId: string;
  package: string;
  openId?: string;
}

/** wx.requestMerchantTransfer: the page on which the user accepts the merchant's money. */
export const requestMerchantTransfer = asyncApi(
  "requestMerchantTransfer",
  async ({ mchId, appId, package: package_info, openId }: TransferOptions) => {
    await crossNetwork();
    const transfer = await findTransfer(package_info);
    const parameters = {
      mchId,
      appId,
      package: package_info,
      openId: openId ?? thisDevice().person.openid,
    };
    await askTransfer(transfer, async (action) => {
      await crossNetwork();
      answer("requestMerchantTransfer", await requestTransfer(parameters, action));
    });
  },
);

/** Throws what WeChat refused. */
function answer(name: string, errMsg: string): void {
  if (errMsg !== `${name}:ok`) throw new WxFailure(errMsg.replace(`${name}:fail `, ""));
}
