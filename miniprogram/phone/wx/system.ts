import { screenElement, screenInsets, screenSize } from "../ui/screen.ts";
import { capsuleRect } from "../ui/capsule.ts";
import { asyncApi } from "./api.ts";

/** What the phone says about itself. */
export function getWindowInfo() {
  const { width, height } = screenSize();
  const { clientWidth: screenWidth, clientHeight: screenHeight } = screenElement();
  const { top, bottom } = screenInsets();
  return {
    pixelRatio: devicePixelRatio,
    screenWidth,
    screenHeight,
    windowWidth: width,
    windowHeight: height,
    statusBarHeight: top,
    screenTop: screenHeight - height,
    safeArea: {
      left: 0,
      right: screenWidth,
      top,
      bottom: screenHeight - bottom,
      width: screenWidth,
      height: screenHeight - top - bottom,
    },
  };
}

export const getDeviceInfo = () => ({
  brand: "browser",
  model: "browser",
  system: "iOS 18.0",
  platform: "ios",
  benchmarkLevel: 40,
  memorySize: "8192",
});

export const getAppBaseInfo = () => ({
  SDKVersion: "3.9.0",
  version: "8.0.60",
  language: "zh_CN",
  theme: "light",
  fontSizeSetting: 16,
  enableDebug: false,
  host: { env: "WeChat" },
});

export const getSystemInfoSync = () => ({
  ...getWindowInfo(),
  ...getDeviceInfo(),
  ...getAppBaseInfo(),
});
export const getSystemInfo = asyncApi("getSystemInfo", getSystemInfoSync);

export const getMenuButtonBoundingClientRect = () => capsuleRect();

export const getAccountInfoSync = () => ({
  miniProgram: { appId: "", envVersion: "develop", version: "" },
});

export const canIUse = () => true;
export const nextTick = (work: () => void) => queueMicrotask(work);

/** Buzzing is felt, not seen: a browser has nothing for it. */
export const vibrateShort = asyncApi("vibrateShort", () => {});
export const vibrateLong = asyncApi("vibrateLong", () => {});

/** No newer version ever comes while the page is open. */
export const getUpdateManager = () => ({
  onCheckForUpdate(listener: (result: { hasUpdate: boolean }) => void) {
    setTimeout(() => listener({ hasUpdate: false }));
  },
  onUpdateReady() {},
  onUpdateFailed() {},
  applyUpdate() {},
});

/** A phone of ours is light, always. */
export const onThemeChange = () => {};
