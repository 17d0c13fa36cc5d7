import { askForCode } from "../ui/scanner.ts";
import { asyncApi, WxFailure } from "./api.ts";

/** wx.scanCode: the same ways to a code as the strip's own scan. */
export const scanCode = asyncApi("scanCode", async () => {
  const result = await askForCode();
  if (result === null) throw new WxFailure("cancel");
  return { result, scanType: "QR_CODE", charSet: "utf-8", path: "" };
});
