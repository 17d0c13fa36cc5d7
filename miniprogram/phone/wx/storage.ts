import { thisDevice } from "../device.ts";
import { asyncApi, WxFailure } from "./api.ts";

/** Every WeChat user has separate storage on this phone. */
const prefix = () => `qingteng.storage.${thisDevice().person.openid}.`;

export function getStorageSync(key: string): unknown {
  const text = localStorage.getItem(prefix() + key);
  return text === null ? "" : JSON.parse(text);
}

/** WeChat keeps what JSON can say; undefined becomes an empty text. */
export function setStorageSync(key: string, value: unknown): void {
  localStorage.setItem(prefix() + key, JSON.stringify(value ?? ""));
}

export function removeStorageSync(key: string): void {
  localStorage.removeItem(prefix() + key);
}

export function clearStorageSync(): void {
  for (const key of getStorageInfoSync().keys) removeStorageSync(key);
}

export function getStorageInfoSync() {
  const keys = Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix()))
    .map((key) => key.slice(prefix().length));
  const bytes = keys.reduce((sum, key) => sum + localStorage.getItem(prefix() + key)!.length, 0);
  return { keys, currentSize: Math.ceil(bytes / 1024), limitSize: 10_240 };
}

interface Key {
  key: string;
}

export const getStorage = asyncApi("getStorage", ({ key }: Key) => {
  if (!getStorageInfoSync().keys.includes(key)) throw new WxFailure("data not found");
  return { data: getStorageSync(key) };
});

export const setStorage = asyncApi("setStorage", ({ key, data }: Key & { data: unknown }) => {
  setStorageSync(key, data);
});

export const removeStorage = asyncApi("removeStorage", ({ key }: Key) => removeStorageSync(key));
export const clearStorage = asyncApi("clearStorage", () => clearStorageSync());
export const getStorageInfo = asyncApi("getStorageInfo", () => getStorageInfoSync());
