import { frontPage } from "../pages/open_pages.ts";
import type { Caller } from "../engine/types.ts";
import { openBusinessView } from "./business_view.ts";
import { chooseAddress } from "./address.ts";
import * as clipboard from "./clipboard.ts";
import * as dialogs from "./dialogs.ts";
import * as entry from "./entry.ts";
import * as files from "./files.ts";
import * as login from "./login.ts";
import * as media from "./media.ts";
import * as navigation from "./navigation.ts";
import * as network from "./network.ts";
import * as page_parts from "./page_parts.ts";
import * as payment from "./payment.ts";
import * as permissions from "./permissions.ts";
import { request } from "./request.ts";
import { scanCode } from "./scan.ts";
import { SelectorQuery } from "./selector_query.ts";
import * as share from "./share.ts";
import { connectSocket } from "./socket.ts";
import * as storage from "./storage.ts";
import { requestSubscribeMessage } from "./subscribe_message.ts";
import * as system from "./system.ts";

/** Every name of wx that this phone has. The gate compares it with what the package uses. */
export const wx = {
  request,
  connectSocket,
  scanCode,
  chooseAddress,

  login: login.login,
  checkSession: login.checkSession,
  requestPayment: payment.requestPayment,
  requestMerchantTransfer: payment.requestMerchantTransfer,

  openBusinessView,

  navigateTo: navigation.navigateTo,
  redirectTo: navigation.redirectTo,
  reLaunch: navigation.reLaunch,
  switchTab: navigation.switchTab,
  navigateBack: navigation.navigateBack,

  setNavigationBarTitle: page_parts.setNavigationBarTitle,
  setNavigationBarColor: page_parts.setNavigationBarColor,
  setBackgroundColor: page_parts.setBackgroundColor,
  startPullDownRefresh: page_parts.startPullDownRefresh,
  stopPullDownRefresh: page_parts.stopPullDownRefresh,
  pageScrollTo: page_parts.pageScrollTo,
  setTabBarBadge: page_parts.setTabBarBadge,
  removeTabBarBadge: page_parts.removeTabBarBadge,
  setTabBarStyle: page_parts.setTabBarStyle,
  showTabBarRedDot: page_parts.showTabBarRedDot,
  hideTabBarRedDot: page_parts.hideTabBarRedDot,
  hideTabBar: page_parts.hideTabBar,
  showTabBar: page_parts.showTabBar,

  showModal: dialogs.showModal,
  showActionSheet: dialogs.showActionSheet,
  showToast: dialogs.showToast,
  hideToast: dialogs.hideToast,
  showLoading: dialogs.showLoading,
  hideLoading: dialogs.hideLoading,

  getStorage: storage.getStorage,
  setStorage: storage.setStorage,
  removeStorage: storage.removeStorage,
  clearStorage: storage.clearStorage,
  getStorageInfo: storage.getStorageInfo,
  getStorageSync: storage.getStorageSync,
  setStorageSync: storage.setStorageSync,
  removeStorageSync: storage.removeStorageSync,
  clearStorageSync: storage.clearStorageSync,
  getStorageInfoSync: storage.getStorageInfoSync,

  showShareMenu: share.showShareMenu,
  hideShareMenu: share.hideShareMenu,
  updateShareMenu: share.updateShareMenu,
  showShareImageMenu: share.showShareImageMenu,

  setClipboardData: clipboard.setClipboardData,
  getClipboardData: clipboard.getClipboardData,

  downloadFile: files.downloadFile,
  canvasToTempFilePath: files.canvasToTempFilePath,
  saveImageToPhotosAlbum: files.saveImageToPhotosAlbum,
  saveVideoToPhotosAlbum: files.saveVideoToPhotosAlbum,
  getImageInfo: files.getImageInfo,
  compressImage: files.compressImage,
  getFileSystemManager: files.getFileSystemManager,
  previewImage: media.previewImage,
  chooseMedia: media.chooseMedia,

  getNetworkType: network.getNetworkType,
  onNetworkStatusChange: network.onNetworkStatusChange,
  offNetworkStatusChange: network.offNetworkStatusChange,

  getExtConfigSync: entry.getExtConfigSync,
  getLaunchOptionsSync: entry.getLaunchOptionsSync,
  getEnterOptionsSync: entry.getEnterOptionsSync,
  onAppShow: entry.onAppShow,
  offAppShow: entry.offAppShow,
  onAppHide: entry.onAppHide,
  offAppHide: entry.offAppHide,
  onError: entry.onError,
  onUnhandledRejection: entry.onUnhandledRejection,

  getWindowInfo: system.getWindowInfo,
  getDeviceInfo: system.getDeviceInfo,
  getAppBaseInfo: system.getAppBaseInfo,
  getSystemInfo: system.getSystemInfo,
  getSystemInfoSync: system.getSystemInfoSync,
  getMenuButtonBoundingClientRect: system.getMenuButtonBoundingClientRect,
  getAccountInfoSync: system.getAccountInfoSync,
  getUpdateManager: system.getUpdateManager,
  canIUse: system.canIUse,
  nextTick: system.nextTick,
  vibrateShort: system.vibrateShort,
  vibrateLong: system.vibrateLong,
  onThemeChange: system.onThemeChange,

  getSetting: permissions.getSetting,
  openSetting: permissions.openSetting,
  authorize: permissions.authorize,
  requestSubscribeMessage,
  makePhoneCall: permissions.makePhoneCall,

  createVideoContext: media.createVideoContext,

  createSelectorQuery: () => new SelectorQuery(frontPage()!.instance),
  createIntersectionObserver: (component: Caller, options?: object) =>
    (component.createIntersectionObserver as (options?: object) => unknown)(options),
};

/** The wx that programs see: notes every name that it lacks. */
export function installWx(missing: Set<string>): void {
  const watched = new Proxy(wx, {
    get(target, name) {
      if (typeof name === "string" && !(name in target)) missing.add(name);
      return Reflect.get(target, name);
    },
  });
  Object.assign(globalThis, { wx: watched });
}
